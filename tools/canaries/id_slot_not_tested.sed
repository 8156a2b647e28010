# SPDX-License-Identifier: GPL-2.0-only
# An id may be in any slot.
# file: recover.c
# scenario: recovery/segment_in_another_slot_is_refused
# item: 4.10
# kind: bounds
s/ \|\| wb_segment_slot\(wb, id\) != slot//
s/id > WB_ID_MAX/0/
