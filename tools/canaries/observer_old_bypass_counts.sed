# SPDX-License-Identifier: GPL-2.0-only
# I3: a write past the log from before the segment is an excuse.
# file: sim/observer-hdd.c
# test: observer_test
# kind: oracle
s/b->bypass >> i \& 1 \&\& b->bypass_order > slot->order/b->bypass >> i \& 1/
