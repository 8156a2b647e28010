# SPDX-License-Identifier: GPL-2.0-only
# drop_caches does not hear that it is done.
# file: writeback.c
# scenario: writeback/crash_mid_writeback_loses_nothing
# item: 4.6
# kind: wait
/^static void release\(/,/^}/s/^\twake_up\(&wb->progress_wait\);$//
