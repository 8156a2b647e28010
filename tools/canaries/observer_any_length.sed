# SPDX-License-Identifier: GPL-2.0-only
# on-disk: a segment may be longer than its slot.
# file: sim/observer-segment.c
# test: observer_test
# kind: oracle
s/header\.length > segment_max_length\(g\)/0/
