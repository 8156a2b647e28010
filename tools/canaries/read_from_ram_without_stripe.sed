# SPDX-License-Identifier: GPL-2.0-only
# A block is copied out of a buffer while it is written to.
# file: map.c
# scenario: ordering/barriers_under_load
# item: 4.7
# kind: lock
/^static unsigned int read_from_ram\(/,/^}/{/spin_(un)?lock\(stripe\)/d}
