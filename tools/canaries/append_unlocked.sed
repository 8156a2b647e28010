# SPDX-License-Identifier: GPL-2.0-only
# A write looks for a place without the lock of the index.
# file: append.c
# scenario: smoke/first_write
# item: 4.12
# kind: lock
/^static enum wb_appended append\(/,/^}/{/spin_(un)?lock\(&wb->index_lock\)/d}
