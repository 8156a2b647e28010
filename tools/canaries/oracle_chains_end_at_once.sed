# SPDX-License-Identifier: GPL-2.0-only
# An order that follows from two reads is not known.
# file: sim/oracle-sets.c
# test: oracle_test
# kind: oracle
/^static uint8_t before_mask\(/,/^}/{s/if \(!mask \|\| v->killer == w\)/if (1)/}
