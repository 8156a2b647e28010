# SPDX-License-Identifier: GPL-2.0-only
# A write in place gives back a pin that it never took.
# file: append.c
# scenario: ordering/newest_write_wins
# item: 4.12
# kind: lock
/^static void __plan_in_place/,/^}/s/^\twb_rambuf_pin.*$//
