# SPDX-License-Identifier: GPL-2.0-only
# I10: a suspended device may do I/O.
# file: sim/observer.c
# test: observer_test
# kind: oracle
s/^\tif \(o->is_suspended\)$/\tif (0)/
