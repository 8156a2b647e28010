# SPDX-License-Identifier: GPL-2.0-only
# Whatever the cache device holds is taken for ours.
# file: superblock.c
# scenario: recovery/foreign_superblock_is_refused
# item: 4.6
# kind: bounds
s/le32_to_cpu\(super->magic\) != WB_MAGIC/0/
