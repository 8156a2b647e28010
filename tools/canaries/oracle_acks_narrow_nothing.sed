# SPDX-License-Identifier: GPL-2.0-only
# Rule 2: what was overwritten may still be read.
# file: sim/oracle.c
# test: oracle_test
# kind: oracle
# in-test: yes
/^static void version_ack\(/,/^}/{s/^\tgroup_supersede\(.*$//}
