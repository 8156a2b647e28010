# SPDX-License-Identifier: GPL-2.0-only
# What went past the log is volatile after a suspend.
# file: barrier.c
# scenario: lifecycle/suspend_makes_bypassed_durable
# item: 4.1
# kind: flush
/^void wb_persist\(/,/^}/{s/^\twb_flush_backing\(.*$//}
