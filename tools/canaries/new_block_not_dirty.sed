# SPDX-License-Identifier: GPL-2.0-only
# Writes are clean from the beginning.
# file: append.c
# scenario: smoke/first_write
# item: 4.8
# kind: dirty
/^static void __plan_new/,/^}/s/^\t__wb_index_set_dirty.*$//
