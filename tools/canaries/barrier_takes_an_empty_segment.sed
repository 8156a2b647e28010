# SPDX-License-Identifier: GPL-2.0-only
# A barrier seals a segment even if it holds nothing.
# file: barrier.c
# scenario: durability/barrier_takes_one_segment
# item: 4.9
# kind: barrier
s/if \(wb->open && wb->open->seg->length\)$/if (__wb_rambuf_open(wb, true))/
