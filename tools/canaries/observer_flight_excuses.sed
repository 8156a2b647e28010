# SPDX-License-Identifier: GPL-2.0-only
# I3: a writeback that was in flight at the flush counts.
# file: sim/observer-hdd.c
# test: observer_test
# kind: oracle
s/^\t       b->completed < o->hdd_flushed;$/\t       o->hdd_flushed;/
