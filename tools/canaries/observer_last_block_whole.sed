# SPDX-License-Identifier: GPL-2.0-only
# on-disk: the dirty sectors of the last block are not counted.
# file: sim/observer-segment.c
# test: observer_test
# kind: oracle
s/nr_used = dirty \? .*$/nr_used = 1;/
