# SPDX-License-Identifier: GPL-2.0-only
# The settled content may be read beside what replaced it.
# file: sim/oracle-sets.c
# test: oracle_test
# kind: oracle
/^void group_supersede\(/,/^}/{s/^\tgroup_base_leave_now\(.*$//}
