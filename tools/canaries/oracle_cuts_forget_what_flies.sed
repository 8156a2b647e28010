# SPDX-License-Identifier: GPL-2.0-only
# Rule 1: a write in flight may not come back after a cut.
# file: sim/oracle.c
# test: oracle_test
# kind: oracle
s/^\tv->cut = mask;$/\tv->cut = 0;/
