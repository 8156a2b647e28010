# SPDX-License-Identifier: GPL-2.0-only
# A read may return what was overwritten before it began.
# file: sim/oracle-read.c
# test: oracle_test
# kind: oracle
s/l->group_nr == group_nr \&\& l->end > a->read->begin/l->group_nr == group_nr/
