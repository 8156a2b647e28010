# SPDX-License-Identifier: GPL-2.0-only
# A suspend leaves the last segments volatile.
# file: barrier.c
# scenario: lifecycle/suspend_leaves_nothing_in_ram
# item: 4.1
# kind: flush
/^void wb_persist_log/,/^}/s/^\twb_flush_cache\(wb\);$//
