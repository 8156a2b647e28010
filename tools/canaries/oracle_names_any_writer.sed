# SPDX-License-Identifier: GPL-2.0-only
# A report names the first write on record.
# file: sim/oracle-text.c
# test: oracle_test
# kind: oracle
/^static const struct past_write \*find_id\(/,/^}/{s/past->id == id/1/}
