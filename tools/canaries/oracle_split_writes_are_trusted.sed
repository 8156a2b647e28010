# SPDX-License-Identifier: GPL-2.0-only
# The success of a write that two instances shared counts.
# file: sim/oracle.c
# test: oracle_test
# kind: oracle
s/^\tis_error \|= p->is_unsure;$//
