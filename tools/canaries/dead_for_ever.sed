# SPDX-License-Identifier: GPL-2.0-only
# A new table does not end the dead state.
# file: sim/dead.c
# test: completion_test
# kind: oracle
/^void dead_next_life\(/,/^}/{s/^\td->is_exposed = false;$//}
