# SPDX-License-Identifier: GPL-2.0-only
# The old copy is taken from another block of the buffer.
# file: append.c
# scenario: ordering/small_writes_merge
# item: 4.7
# kind: merge
s/plan->from = wb_rambuf_block\(seg->buf, old\);/plan->from = seg->buf->data + WB_BLOCK_BYTES;/
