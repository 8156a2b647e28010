# SPDX-License-Identifier: GPL-2.0-only
# Rule 4: after a cut only the newest may be read.
# file: sim/oracle.c
# test: oracle_test
# kind: oracle
s/^\tg->now = g->cut;$//;s/^\tv->now = v->cut;$//
