# SPDX-License-Identifier: GPL-2.0-only
# I4: any slot may be overwritten.
# file: sim/observer-log.c
# test: observer_test
# kind: oracle
/^static bool check_overwrite\(/,/^}/{s/^\tif \(!slot->id \|\|/\tif (1 ||/}
