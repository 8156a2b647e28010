# SPDX-License-Identifier: GPL-2.0-only
# Blocks are looked for one place too early.
# file: segment.c
# scenario: ordering/small_writes_merge
# item: 4.3
# kind: off-by-one
s/\(1 \+ mb->idx\)/mb->idx/
