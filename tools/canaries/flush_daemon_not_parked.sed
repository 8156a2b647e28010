# SPDX-License-Identifier: GPL-2.0-only
# The flush daemon runs on during a suspend.
# file: target.c
# scenario: lifecycle/suspended_means_quiet
# item: 4.1
# kind: wait
s/^\tkthread_park\(wb->flush_task\);$//
