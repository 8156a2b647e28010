# SPDX-License-Identifier: GPL-2.0-only
# Blocks of a reused slot are still found in it.
# file: rambuf.c
# scenario: writeback/full_log_makes_room
# item: 4.7
# kind: dirty
/^static void __evict/,/^}/s/^\t\t\t__wb_index_remove\(wb, mb\);$/\t\t\t(void)mb;/
