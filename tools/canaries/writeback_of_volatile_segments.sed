# SPDX-License-Identifier: GPL-2.0-only
# Segments are written back before they are durable on the SSD.
# file: writeback.c
# scenario: writeback/full_log_makes_room
# item: 4.8
# kind: flush
s/^\tif \(wb_flush_cache\(wb\)\)$/\tif (0)/
