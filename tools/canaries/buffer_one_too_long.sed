# SPDX-License-Identifier: GPL-2.0-only
# A buffer takes one block more than a segment has.
# file: rambuf.c
# scenario: ordering/barriers_under_load
# item: 4.3
# kind: bounds
s/if \(seg->length == wb->nr_blocks\)/if (seg->length > wb->nr_blocks)/
