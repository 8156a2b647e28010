# SPDX-License-Identifier: GPL-2.0-only
# Between two chunks a block is left out.
# file: copy.c
# scenario: writeback/batch_of_many_chunks
# item: 4.8
# kind: off-by-one
s/wb_chunk_read\(wb, other, now->end\)/wb_chunk_read(wb, other, now->end + 1)/
