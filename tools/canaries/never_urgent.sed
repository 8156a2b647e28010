# SPDX-License-Identifier: GPL-2.0-only
# Writeback does not hurry when the log is full.
# file: writeback.c
# scenario: writeback/full_log_makes_room
# item: 4.8
# kind: policy
s/return nr_used \+ reserve >= wb->nr_segments;/return false;/
