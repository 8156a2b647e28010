# SPDX-License-Identifier: GPL-2.0-only
# Two blocks get the same place in a segment.
# file: rambuf.c
# scenario: smoke/first_write
# item: 4.12
# kind: off-by-one
s/mb->idx = seg->length\+\+;/mb->idx = seg->length ? seg->length++ - 1 : seg->length++;/
