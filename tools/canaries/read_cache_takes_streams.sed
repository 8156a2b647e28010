# SPDX-License-Identifier: GPL-2.0-only
# Sequential reads are cached, however long.
# file: readcache.c
# scenario: ordering/read_cache_spares_streams
# item: 4.7
# kind: policy
s/return wb->read_nr_sectors <= nr_max && /return /
