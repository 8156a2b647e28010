# SPDX-License-Identifier: GPL-2.0-only
# on-disk: a metablock may begin inside a block.
# file: sim/observer-segment.c
# test: observer_test
# kind: oracle
s/if \(sector % WB_BLOCK_SECTORS\)/if (0)/
