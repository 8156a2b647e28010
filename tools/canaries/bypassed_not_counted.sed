# SPDX-License-Identifier: GPL-2.0-only
# A write past the log leaves no trace for the next flush.
# file: map.c
# scenario: durability/flush_covers_what_bypassed
# item: 4.13
# kind: flush
# in-test: yes
s/^\t\tatomic64_inc\(&wb->nr_bypassed\);$//
