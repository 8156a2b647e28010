# SPDX-License-Identifier: GPL-2.0-only
# The zeroes are freed while they are being written.
# file: superblock.c
# scenario: recovery/interrupted_format_starts_again
# item: 4.10
# kind: wait
s/^\tr = wb_io_wait\(&group\);$/\tr = 0;/
