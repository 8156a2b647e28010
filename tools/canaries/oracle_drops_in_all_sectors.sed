# SPDX-License-Identifier: GPL-2.0-only
# A durable sector rules out other sectors of the same write.
# file: sim/oracle-sets.c
# test: oracle_test
# kind: oracle
/^void group_narrow_cut\(/,/^}/{s/uint8_t mask = o->versions\[w\]\.cut;/uint8_t mask = 0xff;/}
