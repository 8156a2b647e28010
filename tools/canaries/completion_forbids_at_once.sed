# SPDX-License-Identifier: GPL-2.0-only
# An error that was allowed at submission is blamed.
# file: sim/completion.c
# test: completion_test
# kind: oracle
/^void completion_forbid_errors\(/,/^}/{s/c->allowed_until\[i\] = c->nr_rules \+ 1;/c->allowed_until[i] = 0;/}
