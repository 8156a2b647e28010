# SPDX-License-Identifier: GPL-2.0-only
# Rule 5: what a read saw last does not order the writes.
# file: sim/oracle-read.c
# test: oracle_test
# kind: oracle
/^static void observe\(/,/^}/{s/^\t\tv->killed \|= over;$/\t\t;/}
