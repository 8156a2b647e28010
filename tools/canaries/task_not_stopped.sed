# SPDX-License-Identifier: GPL-2.0-only
# A removed device leaves its flush daemon.
# file: target.c
# scenario: smoke/first_write
# item: 4.1
# kind: unwinding
/^static void stop_tasks\(/,/^}/{s/^\t\tkthread_stop\(wb->flush_task\);$/\t\t;/}
