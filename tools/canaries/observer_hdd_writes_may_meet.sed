# SPDX-License-Identifier: GPL-2.0-only
# I5: two writes to a sector may be in flight.
# file: sim/observer-hdd.c
# test: observer_test
# kind: oracle
s/^\t\tif \(b->inflight \& mask\)$/\t\tif (0)/
