# SPDX-License-Identifier: GPL-2.0-only
# A cache device may be too small for a superblock.
# file: target.c
# scenario: lifecycle/bad_table_is_refused
# item: 4.6
# kind: bounds
s/bdev_nr_sectors\(cache\) < MIN_CACHE_SECTORS/0/
