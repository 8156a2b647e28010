# SPDX-License-Identifier: GPL-2.0-only
# A recovered block is valid as a whole.
# file: recover.c
# scenario: recovery/partial_blocks_are_recovered
# item: 4.10
# kind: dirty
s/mb->valid = bits;/mb->valid = bits ? WB_ALL_SECTORS : 0;/
