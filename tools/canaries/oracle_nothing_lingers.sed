# SPDX-License-Identifier: GPL-2.0-only
# What is overwritten is forgotten, whoever reads it.
# file: sim/oracle-sets.c
# test: oracle_test
# kind: oracle
/^static void linger\(/,/^}/{s/^\tstore_linger\(o, entry\);$//}
