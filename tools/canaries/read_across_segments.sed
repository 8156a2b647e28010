# SPDX-License-Identifier: GPL-2.0-only
# A read goes on in the slot behind as if the blocks were neighbours.
# file: map.c
# scenario: ordering/reads_cross_segments
# item: 4.7
# kind: bounds
s/next->mb->slot == head->mb->slot && //
