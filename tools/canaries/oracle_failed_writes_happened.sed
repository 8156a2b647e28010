# SPDX-License-Identifier: GPL-2.0-only
# Rule 2: a write that failed counts as answered.
# file: sim/oracle.c
# test: oracle_test
# kind: oracle
/^static void end_in_group\(/,/^}/{s/^\t\tif \(is_error\)$/\t\tif (0)/}
