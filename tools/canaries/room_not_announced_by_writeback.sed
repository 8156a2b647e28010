# SPDX-License-Identifier: GPL-2.0-only
# Nobody wakes those who wait for room in the log.
# file: writeback.c
# scenario: writeback/full_log_makes_room
# item: 4.8
# kind: wait
/^static void release\(/,/^}/s/^\twake_up\(&wb->room_wait\);$//
