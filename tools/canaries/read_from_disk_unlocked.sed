# SPDX-License-Identifier: GPL-2.0-only
# A read finds its place on the SSD without the lock of the index.
# file: map.c
# scenario: smoke/first_write
# item: 4.7
# kind: lock
/^static int read_from_disk\(/,/^}/{/spin_(un)?lock\(&wb->index_lock\)/d}
