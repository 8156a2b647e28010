# SPDX-License-Identifier: GPL-2.0-only
# I3: a segment of which a part was written once more is durable with that part.
# file: sim/observer-log.c
# test: observer_pieces_test
# kind: oracle
s/slot->is_patched = io->nr_sectors != extent;/slot->is_patched = false;/
