# SPDX-License-Identifier: GPL-2.0-only
# The record is always read as nothing.
# file: superblock.c
# scenario: writeback/crash_mid_writeback_loses_nothing
# item: 4.10
# kind: off-by-one
s/\*id = le64_to_cpu\(record->last_writeback_id\);/*id = 0;/
