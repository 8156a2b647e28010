# SPDX-License-Identifier: GPL-2.0-only
# What is durable does not rule out what it replaced.
# file: sim/oracle-sets.c
# test: oracle_test
# kind: oracle
/^void group_narrow_cut\(/,/^}/{s/^\t\t\tv->cut \&= .*$/\t\t\t;/;s/^\tg->cut \&= ~mask;$//}
