# SPDX-License-Identifier: GPL-2.0-only
# on-disk: a segment may lie in any slot.
# file: sim/observer-segment.c
# test: observer_test
# kind: oracle
s/ \|\| segment_slot\(g, header\.id\) != slot//
