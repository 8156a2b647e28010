# SPDX-License-Identifier: GPL-2.0-only
# A report does not say what a resurrected write was overwritten by.
# file: sim/oracle-text.c
# test: oracle_test
# kind: oracle
s/^\tif \(later\) \{$/\tif (0) {/
