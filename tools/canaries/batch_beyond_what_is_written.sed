# SPDX-License-Identifier: GPL-2.0-only
# A batch takes segments that are not on the SSD yet.
# file: writeback.c
# scenario: writeback/full_log_makes_room
# item: 4.8
# kind: id
s/nr_max, wb->last_written_id\)/nr_max, wb->next_id - 1)/
s/wb->last_writeback_id < wb->last_written_id \&\&/wb->last_writeback_id < wb->next_id - 1 \&\&/
