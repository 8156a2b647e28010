# SPDX-License-Identifier: GPL-2.0-only
# I3: the record may name what is volatile on the SSD.
# file: sim/observer-log.c
# test: observer_test
# kind: oracle
/^static bool check_covered\(/,/^}/{s/^\tif \(log_is_durable\(o, idx\)\)$/\tif (1)/}
