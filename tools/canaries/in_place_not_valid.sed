# SPDX-License-Identifier: GPL-2.0-only
# Sectors added in place are not valid.
# file: append.c
# scenario: ordering/small_writes_merge
# item: 4.7
# kind: merge
s/^\tmb->valid \|= bits;$//
