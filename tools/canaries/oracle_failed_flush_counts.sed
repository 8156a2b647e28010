# SPDX-License-Identifier: GPL-2.0-only
# Rule 3: a flush that failed makes durable.
# file: sim/oracle.c
# test: oracle_test
# kind: oracle
/^void oracle_flush_end\(/,/^}/{s/\&\& !is_error; i\+\+/; i++/;s/if \(!is_error\)/if (1)/}
