# SPDX-License-Identifier: GPL-2.0-only
# Formatting does not clear old segments.
# file: superblock.c
# scenario: recovery/formatting_forgets_everything
# item: 4.10
# kind: format
s/r = wb_superblock_clear\(wb, 0, true\);/r = 0;/
