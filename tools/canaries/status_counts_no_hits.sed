# SPDX-License-Identifier: GPL-2.0-only
# Writes that hit the cache are not counted as such.
# file: append.c
# scenario: lifecycle/status_tells_the_truth
# item: 4.6
# kind: count
s/^\t\ti \|= WB_STAT_HIT;$/\t\t;/
