# SPDX-License-Identifier: GPL-2.0-only
# A read may not return what was overwritten while it ran.
# file: sim/oracle-read.c
# test: oracle_test
# kind: oracle
s/l->end > a->read->begin/0/
