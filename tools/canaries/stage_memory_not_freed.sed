# SPDX-License-Identifier: GPL-2.0-only
# The memory of a cached read is not freed.
# file: readcache.c
# scenario: ordering/read_cache_keeps_small_reads
# item: 4.7
# kind: unwinding
s/^\tkvfree\(data\);$//
