# SPDX-License-Identifier: GPL-2.0-only
# Reads take all sectors of a cached block from the cache.
# file: map.c
# scenario: ordering/small_writes_merge
# item: 4.7
# kind: merge
s/^\t\tvalid = loc\.mb->valid;$/\t\tvalid = WB_ALL_SECTORS;/
