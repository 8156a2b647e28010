# SPDX-License-Identifier: GPL-2.0-only
# Rule 1: a write in flight may not be read.
# file: sim/oracle.c
# test: oracle_test
# kind: oracle
s/^\tv->now = mask;$/\tv->now = 0;/
