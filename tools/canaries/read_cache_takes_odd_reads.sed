# SPDX-License-Identifier: GPL-2.0-only
# Reads of parts of blocks are cached, too.
# file: readcache.c
# scenario: ordering/odd_reads_are_not_cached
# item: 4.7
# kind: policy
s/ && !\(\(sector \| nr_sectors\) % WB_BLOCK_SECTORS\);/;/
