# SPDX-License-Identifier: GPL-2.0-only
# Whole blocks are written back where only some sectors are valid.
# file: copy.c
# scenario: writeback/partial_blocks_stay_partial
# item: 4.7
# kind: dirty
s/item->bits & BIT\(s\)/1/
