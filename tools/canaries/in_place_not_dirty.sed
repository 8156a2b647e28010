# SPDX-License-Identifier: GPL-2.0-only
# A write into a block of the read cache leaves it clean.
# file: append.c
# scenario: durability/cached_block_becomes_dirty
# item: 4.7
# kind: dirty
/^static void __plan_in_place/,/^}/s/^\t__wb_index_set_dirty.*$//
