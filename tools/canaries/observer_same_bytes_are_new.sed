# SPDX-License-Identifier: GPL-2.0-only
# I2: who writes a part of a segment over itself submits it anew.
# file: sim/observer-log.c
# test: observer_pieces_test
# kind: oracle
s/\(slot->is_failed && !is_whole\(o, idx\)\)/(slot->is_failed \&\& io->nr_sectors != extent)/
