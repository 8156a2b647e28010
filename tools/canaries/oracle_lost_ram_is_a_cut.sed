# SPDX-License-Identifier: GPL-2.0-only
# A write in flight when RAM was lost is taken for settled.
# file: sim/oracle.c
# test: oracle_test
# kind: oracle
s/cut_all\(o, true\)/cut_all(o, false)/
