# SPDX-License-Identifier: GPL-2.0-only
# A misplaced sector is reported as a lost write.
# file: sim/judge-text.c
# test: judge_test
# kind: oracle
s/info->kind == PAYLOAD_INTACT \&\& info->sector != v->sector/0/
