# SPDX-License-Identifier: GPL-2.0-only
# on-disk: a metablock may lie behind the end of the HDD.
# file: sim/observer-segment.c
# test: observer_test
# kind: oracle
s/sector >= g->nr_backing_sectors \|\| nr_used > g->nr_backing_sectors - sector/0/
