# SPDX-License-Identifier: GPL-2.0-only
# A stream claims its blocks without the lock of the index.
# file: defer.c
# scenario: writeback/streams_go_past_the_log
# item: 4.13
# kind: lock
/^static bool claim\(/,/^}/{/spin_(un)?lock\(&wb->index_lock\)/d}
