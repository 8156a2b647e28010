# SPDX-License-Identifier: GPL-2.0-only
# on-disk: the padding of a metablock may hold anything.
# file: sim/observer-segment.c
# test: observer_test
# kind: oracle
s/!is_zero\(metablock_at\(bytes, idx\) \+ used, .*\)\)$/0)/
