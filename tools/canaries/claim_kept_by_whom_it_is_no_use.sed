# SPDX-License-Identifier: GPL-2.0-only
# A stream that may not go past the log keeps its claim.
# file: defer.c
# scenario: ordering/bypass_and_cache_race
# item: 4.13
# kind: unwinding
/^static void run_bypass\(/,/^}/{s/^\t\twb_range_remove\(wb, &pb->range\);$//}
