# SPDX-License-Identifier: GPL-2.0-only
# Slots are reused without a record that frees them.
# file: writeback.c
# scenario: writeback/full_log_makes_room
# item: 4.10
# kind: id
s/^\tif \(wb_record_write\(.*$/\tif (0)/
