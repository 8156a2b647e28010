# SPDX-License-Identifier: GPL-2.0-only
# F6.7: the superblock that a new table reads is taken for durable.
# file: recover.c
# scenario: regress/formatted_is_not_yet_durable
# kind: flush
s/rec->max_id \? rewrite\(rec\) : wb_superblock_rewrite\(wb\)/rewrite(rec)/
