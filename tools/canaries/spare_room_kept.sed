# SPDX-License-Identifier: GPL-2.0-only
# Compaction keeps the room that it has asked for.
# file: compact.c
# scenario: writeback/compaction_keeps_the_newest
# item: 4.9
# kind: unwinding
s/reserve\(wb, 0\);/(void)0;/
