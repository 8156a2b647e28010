# SPDX-License-Identifier: GPL-2.0-only
# All vectors of a bio land in one place.
# file: append.c
# scenario: ordering/barriers_under_load
# item: 4.12
# kind: merge
/^void wb_copy_from_bio/,/^}/s/^\t\tto \+= bv\.bv_len;$//
