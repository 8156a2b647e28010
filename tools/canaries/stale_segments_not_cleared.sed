# SPDX-License-Identifier: GPL-2.0-only
# What lies behind the first gap of the log is left there.
# file: recover.c
# scenario: recovery/beyond_the_gap_never_returns
# item: 4.10
# kind: format
s/r = wb_superblock_clear\(wb, rec->end, false\);/r = 0;/
