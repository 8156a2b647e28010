# SPDX-License-Identifier: GPL-2.0-only
# A write past the log keeps its blocks for ever.
# file: map.c
# scenario: ordering/bypass_and_cache_race
# item: 4.13
# kind: unwinding
s/^\t\twb_range_remove\(wb, &pb->range\);$//
