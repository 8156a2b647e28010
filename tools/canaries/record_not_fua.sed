# SPDX-License-Identifier: GPL-2.0-only
# The record is written, but volatile, when slots are reused.
# file: superblock.c
# scenario: writeback/full_log_makes_room
# item: 4.8
# kind: FUA
s/ \| REQ_FUA//
