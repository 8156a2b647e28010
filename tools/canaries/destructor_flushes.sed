# SPDX-License-Identifier: GPL-2.0-only
# The destructor flushes the SSD once more.
# file: target.c
# scenario: lifecycle/remove_after_suspend_does_no_io
# item: 4.1
# kind: flush
s/^\tdestroy\(ti->private\);/\twb_io_sync(ti->private, WB_CACHE, REQ_OP_WRITE | REQ_PREFLUSH, 0, NULL, 0);\n\tdestroy(ti->private);/
