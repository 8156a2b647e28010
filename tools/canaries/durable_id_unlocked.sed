# SPDX-License-Identifier: GPL-2.0-only
# What is durable changes without the lock of the index.
# file: barrier.c
# scenario: smoke/first_write
# item: 4.9
# kind: lock
/^int wb_flush_cache\(/,/^}/{/spin_(un)?lock\(&wb->index_lock\)/d}
