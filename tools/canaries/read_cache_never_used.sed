# SPDX-License-Identifier: GPL-2.0-only
# Nothing is ever cached by reading.
# file: readcache.c
# scenario: ordering/read_cache_keeps_small_reads
# item: 4.7
# kind: policy
s/^\tif \(!nr_max\)$/\tif (1)/
