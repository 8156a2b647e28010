# SPDX-License-Identifier: GPL-2.0-only
# on-disk: a write may cross two slots.
# file: sim/observer-log.c
# test: observer_test
# kind: oracle
s/idx >= o->geometry\.nr_segments \|\|$/0 \&\&/
