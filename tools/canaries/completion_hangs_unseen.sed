# SPDX-License-Identifier: GPL-2.0-only
# A request that takes too long is found when it ends, or never.
# file: sim/completion.c
# test: completion_test
# kind: oracle
/^bool completion_check\(/,/^}/{s/return now_ns - r->begin_ns <= c->limit_ns \|\|/return true \|\|/}
