# SPDX-License-Identifier: GPL-2.0-only
# sync_data_interval comes round and does nothing.
# file: barrier.c
# scenario: durability/sync_interval_comes_again
# item: 4.6
# kind: flush
/^void wb_sync_work\(/,/^}/{s/^\twb_persist\(wb\);$//}
