# SPDX-License-Identifier: GPL-2.0-only
# I3: a flush that failed makes durable.
# file: sim/observer.c
# test: observer_test
# kind: oracle
s/return io->error \? 0 : order;/return order;/
