# SPDX-License-Identifier: GPL-2.0-only
# Reads of the SSD begin at the start of a block.
# file: map.c
# scenario: ordering/small_writes_merge
# item: 4.7
# kind: off-by-one
s/ \+ sector % WB_BLOCK_SECTORS;/;/
