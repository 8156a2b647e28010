# SPDX-License-Identifier: GPL-2.0-only
# A segment is written: the ids change without the lock of the index.
# file: flush.c
# scenario: smoke/first_write
# item: 4.12
# kind: lock
/^static void flush_segment/,/wake_up\(&wb->progress_wait\);$/{/spin_(un)?lock\(&wb->index_lock\)/d}
