# SPDX-License-Identifier: GPL-2.0-only
# Of the blocks under a stream every other one is looked up.
# file: index.c
# scenario: ordering/bypass_and_cache_race
# item: 4.13
# kind: off-by-one
/^bool wb_index_drop_clean\(/,/^}/{s/begin \+= WB_BLOCK_SECTORS;/begin += 2 * WB_BLOCK_SECTORS;/}
