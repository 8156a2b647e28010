# SPDX-License-Identifier: GPL-2.0-only
# A metablock may begin anywhere.
# file: recover.c
# scenario: recovery/forged_metablock_is_refused
# item: 4.10
# kind: bounds
s/^\tif \(sector % WB_BLOCK_SECTORS\)$/\tif (0)/
