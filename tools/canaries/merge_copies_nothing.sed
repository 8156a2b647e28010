# SPDX-License-Identifier: GPL-2.0-only
# A partial write forgets to copy the old block along.
# file: append.c
# scenario: ordering/merges_from_everywhere
# item: 4.7
# kind: merge
s/^\t\tplan->from = wb_rambuf_block\(seg->buf, old\);$/\t\tplan->from = NULL;/
