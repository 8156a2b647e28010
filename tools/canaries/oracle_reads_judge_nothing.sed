# SPDX-License-Identifier: GPL-2.0-only
# A read may return anything.
# file: sim/oracle-read.c
# test: oracle_test
# kind: oracle
s/return a->mask \& ~\(once \| a->lingering\);/return 0;/
