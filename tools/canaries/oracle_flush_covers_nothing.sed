# SPDX-License-Identifier: GPL-2.0-only
# Rule 3: a flush makes nothing durable.
# file: sim/oracle.c
# test: oracle_test
# kind: oracle
/^static void cover\(/,/^}/{s/^\t\tv->is_fresh = true;$/\t\tv->is_fresh = false;/}
