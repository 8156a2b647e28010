# SPDX-License-Identifier: GPL-2.0-only
# A block is read or written while it moves.
# file: append.c
# scenario: ordering/moved_blocks_meet_writers
# item: 4.9
# kind: lock
/^bool wb_append_again\(/,/^}/{/spin_(un)?lock\(stripe\)/d}
