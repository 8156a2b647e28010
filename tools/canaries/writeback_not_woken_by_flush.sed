# SPDX-License-Identifier: GPL-2.0-only
# Nobody tells the writeback daemon of a written segment.
# file: flush.c
# scenario: writeback/crash_mid_writeback_loses_nothing
# item: 4.8
# kind: wait
/^static void flush_segment/,/^}/s/^\twake_up\(&wb->writeback_wait\);$//
