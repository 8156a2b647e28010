# SPDX-License-Identifier: GPL-2.0-only
# The flush daemon looks for work without the lock of the index.
# file: flush.c
# scenario: smoke/first_write
# item: 4.12
# kind: lock
/^static bool has_work\(/,/^}/{/spin_(un)?lock\(&wb->index_lock\)/d}
