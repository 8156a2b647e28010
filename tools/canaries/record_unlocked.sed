# SPDX-License-Identifier: GPL-2.0-only
# The record moves without the lock of the index.
# file: writeback.c
# scenario: writeback/crash_mid_writeback_loses_nothing
# item: 4.8
# kind: lock
/^static void release\(/,/^}/{/spin_(un)?lock\(&wb->index_lock\)/d}
