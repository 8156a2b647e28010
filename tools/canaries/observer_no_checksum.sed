# SPDX-License-Identifier: GPL-2.0-only
# on-disk: any checksum will do.
# file: sim/observer-segment.c
# test: observer_test
# kind: oracle
s/checksum != header\.checksum/0/
