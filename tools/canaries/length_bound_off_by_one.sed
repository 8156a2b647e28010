# SPDX-License-Identifier: GPL-2.0-only
# A segment takes one block more than it has room for.
# file: rambuf.c
# scenario: ordering/newest_write_wins
# item: 4.3
# kind: bounds
s/seg->length == wb->nr_blocks\)/seg->length == wb->nr_blocks + 1)/
