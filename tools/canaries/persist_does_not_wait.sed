# SPDX-License-Identifier: GPL-2.0-only
# A suspend does not wait for its segment to be written.
# file: barrier.c
# scenario: lifecycle/suspend_leaves_nothing_in_ram
# item: 4.1
# kind: wait
/^void wb_persist_log/,/^}/s/^\twait_event.*$//
