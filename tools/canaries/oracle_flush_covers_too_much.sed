# SPDX-License-Identifier: GPL-2.0-only
# Rule 3: a flush covers what was answered after its submission.
# file: sim/oracle.c
# test: oracle_test
# kind: oracle
s/v->ack > p->begin/0/
