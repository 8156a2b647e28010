# SPDX-License-Identifier: GPL-2.0-only
# I3: what was written past the log is no excuse.
# file: sim/observer-hdd.c
# test: observer_test
# kind: oracle
s/\(b->bypass >> i \& 1 \&\& b->bypass_order > slot->order\)/0/
