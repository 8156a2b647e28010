# SPDX-License-Identifier: GPL-2.0-only
# The limits of the cache device, where reads go, are not asked for.
# file: target.c
# scenario: lifecycle/limits_are_those_of_both_disks
# item: 4.5
# kind: bounds
s/return fn\(ti, wb->disk\[WB_CACHE\], .*/return 0 * nr_cache;/
