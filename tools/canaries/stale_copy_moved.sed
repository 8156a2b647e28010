# SPDX-License-Identifier: GPL-2.0-only
# Compaction moves a copy that is not the newest any more.
# file: append.c
# scenario: writeback/compaction_keeps_the_newest
# item: 4.9
# kind: id
s/ && __wb_index_lookup\(wb, old->block\) == old\)/)/
