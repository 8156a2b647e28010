# SPDX-License-Identifier: GPL-2.0-only
# I3: the record may name what was never submitted.
# file: sim/observer-log.c
# test: observer_test
# kind: oracle
s/o->last_id \&\& record > o->last_id/0/
