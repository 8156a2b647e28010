# SPDX-License-Identifier: GPL-2.0-only
# Writes into the log overtake one that goes past it.
# file: append.c
# scenario: ordering/bypass_and_cache_race
# item: 4.13
# kind: lock
s/^\tif \(__wb_range_conflicts\(.*$/\tif (0)/
