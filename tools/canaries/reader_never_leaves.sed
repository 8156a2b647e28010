# SPDX-License-Identifier: GPL-2.0-only
# A slot that was read once is never free again.
# file: map.c
# scenario: writeback/full_log_makes_room
# item: 4.7
# kind: unwinding
/^static void release/,/^}/s/wb_segment_put_reader\(wb, pb->seg\)/(void)0/
