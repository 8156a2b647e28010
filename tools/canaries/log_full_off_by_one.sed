# SPDX-License-Identifier: GPL-2.0-only
# The log takes one segment more than it has slots.
# file: rambuf.c
# scenario: writeback/full_log_makes_room
# item: 4.10
# kind: off-by-one
s/<= wb->record_id \+ wb->nr_segments;/<= wb->record_id + wb->nr_segments + 1;/
