# SPDX-License-Identifier: GPL-2.0-only
# I3: the piece of a second attempt that is there already is none of it.
# file: sim/observer-log.c
# test: observer_pieces_test
# kind: oracle
s/\(slot->is_failed && !is_whole\(o, idx\)\)/false/
