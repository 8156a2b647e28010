# SPDX-License-Identifier: GPL-2.0-only
# What was read for a merge is used though a newer copy has come.
# file: append.c
# scenario: ordering/merge_races_with_write
# item: 4.7
# kind: id
s/pre->mb == old && pre->id == seg->id/pre->data/
