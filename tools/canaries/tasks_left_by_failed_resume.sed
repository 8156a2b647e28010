# SPDX-License-Identifier: GPL-2.0-only
# The daemons of a device whose resume failed wait to be started, as long as it is there.
# file: target.c
# scenario: regress/failed_resume_leaves_no_task
# item: 4.1
# kind: unwinding
s/^\t\tstop_tasks\(wb\);$/\t\t;/
