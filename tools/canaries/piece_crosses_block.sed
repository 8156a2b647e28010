# SPDX-License-Identifier: GPL-2.0-only
# A piece of a write reaches into the next block.
# file: append.c
# scenario: ordering/newest_write_wins
# item: 4.7
# kind: bounds
s/WB_BLOCK_SECTORS - first\)/WB_BLOCK_SECTORS)/
