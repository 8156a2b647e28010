# SPDX-License-Identifier: GPL-2.0-only
# Nobody wakes those who wait for a RAM buffer.
# file: flush.c
# scenario: ordering/one_buffer_is_enough
# item: 4.12
# kind: wait
/^static void flush_segment/,/^}/s/^\twake_up\(&wb->room_wait\);$//
