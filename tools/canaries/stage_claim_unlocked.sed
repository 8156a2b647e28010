# SPDX-License-Identifier: GPL-2.0-only
# A read claims its blocks without the lock of the index.
# file: readcache.c
# scenario: ordering/read_cache_keeps_small_reads
# item: 4.7
# kind: lock
/^static bool claim\(/,/^}/{/spin_(un)?lock\(&wb->index_lock\)/d}
