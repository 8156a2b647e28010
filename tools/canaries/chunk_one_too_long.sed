# SPDX-License-Identifier: GPL-2.0-only
# A chunk takes one block more than it has room for.
# file: copy.c
# scenario: writeback/batch_of_many_chunks
# item: 4.8
# kind: off-by-one
s/min\(begin \+ batch->chunk_blocks,/min(begin + batch->chunk_blocks + 1,/
