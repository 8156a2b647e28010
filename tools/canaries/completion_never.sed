# SPDX-License-Identifier: GPL-2.0-only
# A request need not end.
# file: sim/completion.c
# test: completion_test
# kind: oracle
/^bool completion_finish\(/,/^}/{s/return !c->nr \|\|/return true \|\|/}
