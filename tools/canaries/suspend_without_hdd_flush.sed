# SPDX-License-Identifier: GPL-2.0-only
# A suspend leaves what went past the log volatile.
# file: barrier.c
# scenario: lifecycle/suspend_makes_bypassed_durable
# item: 4.1
# kind: flush
/^void wb_persist\(/,/^}/s/^\twb_flush_backing\(wb, false\);$//
