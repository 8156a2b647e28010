# SPDX-License-Identifier: GPL-2.0-only
# I2: the second attempt of a failed write is a wrong id.
# file: sim/observer-log.c
# test: observer_pieces_test
# kind: oracle
/^static bool is_next_id\(/,/^}/{s/return o->slots\[segment_slot\(\&o->geometry, id\)\]\.is_failed;/return false;/}
