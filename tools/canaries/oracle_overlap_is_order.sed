# SPDX-License-Identifier: GPL-2.0-only
# Of two writes in flight together the second counts as later.
# file: sim/oracle-sets.c
# test: oracle_test
# kind: oracle
/^void group_supersede\(/,/^}/{s/o->versions\[i\]\.end < begin/o->versions[i].begin < begin/}
