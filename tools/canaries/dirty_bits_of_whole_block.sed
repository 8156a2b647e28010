# SPDX-License-Identifier: GPL-2.0-only
# The log says of each dirty block that all of it is dirty.
# file: segment.c
# scenario: recovery/partial_blocks_are_recovered
# item: 4.7
# kind: dirty
s/mb->is_dirty \? mb->valid : 0/mb->is_dirty ? WB_ALL_SECTORS : 0/
