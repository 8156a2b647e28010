# SPDX-License-Identifier: GPL-2.0-only
# Dirty sectors may be a part of a block of the disk.
# file: recover.c
# scenario: regress/bits_that_cut_a_4kn_block_are_refused
# item: 4.5
# kind: bounds
s/\(bits >> i \& lb_bits\) != lb_bits\)/0)/
