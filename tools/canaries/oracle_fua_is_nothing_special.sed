# SPDX-License-Identifier: GPL-2.0-only
# Rule 3: a FUA write is not durable.
# file: sim/oracle.c
# test: oracle_test
# kind: oracle
/^static void version_ack\(/,/^}/{s/^\tif \(is_fua\) \{$/\tif (0) {/}
