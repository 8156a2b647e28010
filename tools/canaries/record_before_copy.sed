# SPDX-License-Identifier: GPL-2.0-only
# The record moves before the HDD has the data.
# file: writeback.c
# scenario: writeback/crash_mid_writeback_loses_nothing
# item: 4.8
# kind: barrier
s/^\twb_batch_collect\(wb, UINT_MAX\);$/&\n\twb_record_write(wb, batch->last_id);/
