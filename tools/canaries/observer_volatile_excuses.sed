# SPDX-License-Identifier: GPL-2.0-only
# I3: a newer copy that is volatile is an excuse.
# file: sim/observer-hdd.c
# test: observer_test
# kind: oracle
s/\(is_durable \|\| seen->hash\[bit\] == durable_hash\)/1/
