# SPDX-License-Identifier: GPL-2.0-only
# Rule 5: a read after a cut does not decide.
# file: sim/oracle-read.c
# test: oracle_test
# kind: oracle
/^static bool resolve\(/,/^}/{s/^\tuint8_t seen = /\treturn false;\n\tuint8_t seen = /}
