# SPDX-License-Identifier: GPL-2.0-only
# Blocks are read together that are not neighbours on the SSD.
# file: copy.c
# scenario: writeback/batch_with_versions
# item: 4.8
# kind: merge
s/ \|\| next->idx != mb->idx \+ nr\)/)/
