# SPDX-License-Identifier: GPL-2.0-only
# I3: writing back an older version counts for the newer.
# file: sim/observer-hdd.c
# test: observer_test
# kind: oracle
s/b->written_id >= id \&\& /b->written_id \&\& /
