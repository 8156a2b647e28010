# SPDX-License-Identifier: GPL-2.0-only
# A block moves without the lock of the index.
# file: append.c
# scenario: writeback/compaction_keeps_the_newest
# item: 4.9
# kind: lock
/^bool wb_append_again\(/,/^}/{/spin_(un)?lock\(&wb->index_lock\)/d}
