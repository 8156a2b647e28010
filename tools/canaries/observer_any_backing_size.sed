# SPDX-License-Identifier: GPL-2.0-only
# on-disk: a superblock may name a HDD of another size.
# file: sim/observer-log.c
# test: observer_test
# kind: oracle
s/!nr_recorded \|\| nr_recorded == nr_sectors/1/
