# SPDX-License-Identifier: GPL-2.0-only
# Two writes to one block, or a write and a read, copy at the same time.
# file: append.c
# scenario: ordering/barriers_under_load
# item: 4.12
# kind: lock
/^static enum wb_appended append\(/,/^}/{/spin_(un)?lock\(stripe\)/d}
