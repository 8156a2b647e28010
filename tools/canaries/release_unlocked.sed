# SPDX-License-Identifier: GPL-2.0-only
# A segment is released without the lock of the index.
# file: writeback.c
# scenario: writeback/crash_mid_writeback_loses_nothing
# item: 4.8
# kind: lock
/^static void release_segment\(/,/^}/{/spin_(un)?lock\(&wb->index_lock\)/d}
