# SPDX-License-Identifier: GPL-2.0-only
# sync_data_interval is met once, then never again.
# file: barrier.c
# scenario: durability/sync_interval_comes_again
# item: 4.6
# kind: policy
/^void wb_sync_work/,/^}/s/^\twb_sync_arm\(wb\);$//
