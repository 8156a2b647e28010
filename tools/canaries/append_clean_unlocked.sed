# SPDX-License-Identifier: GPL-2.0-only
# A block enters the read cache without the lock of the index.
# file: append.c
# scenario: ordering/read_cache_keeps_small_reads
# item: 4.7
# kind: lock
/^void wb_append_clean\(/,/^}/{/spin_(un)?lock\(&wb->index_lock\)/d}
