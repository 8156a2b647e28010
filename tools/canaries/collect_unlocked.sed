# SPDX-License-Identifier: GPL-2.0-only
# A batch is collected without the lock of the index.
# file: collect.c
# scenario: writeback/batch_with_versions
# item: 4.8
# kind: lock
/^static void collect_segment\(/,/^}/{/spin_(un)?lock\(&wb->index_lock\)/d}
