# SPDX-License-Identifier: GPL-2.0-only
# An id may be in any slot.
# file: recover.c
# scenario: recovery/garbage_in_the_log_is_refused
# item: 4.10
# survives: the length in the same header, or the checksum, is refused next
s/ \|\| wb_segment_slot\(wb, id\) != slot//
s/id > WB_ID_MAX/0/
