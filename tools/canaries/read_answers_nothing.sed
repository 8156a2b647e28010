# SPDX-License-Identifier: GPL-2.0-only
# A read that is cached is answered with what its pages held.
# file: readcache.c
# scenario: ordering/read_cache_keeps_small_reads
# item: 4.7
# kind: merge
s/^\t\twb_copy_to_bio\(bio, pb->iter, data, nr_bytes\);$//
