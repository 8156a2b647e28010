# SPDX-License-Identifier: GPL-2.0-only
# Compaction makes the whole of a partly valid block valid.
# file: append.c
# scenario: writeback/compaction_keeps_the_newest
# item: 4.9
# kind: dirty
s/old->block, old->valid, &plan/old->block, WB_ALL_SECTORS, \&plan/
