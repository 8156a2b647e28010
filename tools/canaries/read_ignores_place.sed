# SPDX-License-Identifier: GPL-2.0-only
# A read goes on in the same slot wherever the next block is.
# file: map.c
# scenario: ordering/reads_cross_segments
# item: 4.7
# kind: bounds
s/ && next->mb->idx == head->mb->idx \+ nr_blocks//
