# SPDX-License-Identifier: GPL-2.0-only
# Nobody wakes those who wait for a segment to be written.
# file: flush.c
# scenario: lifecycle/suspend_leaves_nothing_in_ram
# item: 4.1
# kind: wait
/^static void flush_segment/,/^}/s/^\twake_up\(&wb->progress_wait\);$//
