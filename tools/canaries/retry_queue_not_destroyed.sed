# SPDX-License-Identifier: GPL-2.0-only
# A removed device leaves a workqueue.
# file: target.c
# scenario: smoke/first_write
# item: 4.1
# kind: unwinding
s/^\t\tdestroy_workqueue\(wb->retry_wq\);$/\t\t;/
