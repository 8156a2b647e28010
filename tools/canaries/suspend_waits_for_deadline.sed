# SPDX-License-Identifier: GPL-2.0-only
# Barriers wait for company during a suspend, too.
# file: barrier.c
# scenario: lifecycle/suspend_takes_no_deadline
# item: 4.9
# kind: barrier
s/READ_ONCE\(wb->is_suspending\)/0/
