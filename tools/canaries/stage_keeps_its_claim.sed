# SPDX-License-Identifier: GPL-2.0-only
# A read that has been cached keeps its claim.
# file: readcache.c
# scenario: ordering/read_cache_keeps_small_reads
# item: 4.7
# kind: unwinding
/^void wb_stage\(/,/^}/{s/^\twb_range_remove\(wb, &pb->range\);$//}
