# SPDX-License-Identifier: GPL-2.0-only
# Reads of cached blocks are counted as misses.
# file: map.c
# scenario: lifecycle/counters_tell_each_case
# item: 4.6
# kind: count
s/i \|= WB_STAT_HIT;/;/
