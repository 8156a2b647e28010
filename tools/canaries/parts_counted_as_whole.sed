# SPDX-License-Identifier: GPL-2.0-only
# A read of one sector counts as one of a whole block, if all of the block is there.
# file: map.c
# scenario: lifecycle/counters_tell_each_case
# item: 4.6
# kind: count
s/nr == WB_BLOCK_SECTORS \? WB_STAT_WHOLE/loc->nr == WB_BLOCK_SECTORS ? WB_STAT_WHOLE/; s/nr = min\(head->nr, nr_max\);/nr = head->nr;/; s/__count_read\(wb, head, nr\)/__count_read(wb, head, nr); nr = min(nr, nr_max)/; s/(static void __count_read.*)unsigned int nr\)/\1unsigned int nr)/
