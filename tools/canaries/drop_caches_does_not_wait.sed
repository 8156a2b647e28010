# SPDX-License-Identifier: GPL-2.0-only
# drop_caches ends before the HDD has the data.
# file: status.c
# scenario: writeback/partial_blocks_stay_partial
# item: 4.6
# kind: wait
s/wb_read_id\(wb, &wb->last_writeback_id\) >= id \|\|/true ||/
