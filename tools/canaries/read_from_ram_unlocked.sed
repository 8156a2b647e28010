# SPDX-License-Identifier: GPL-2.0-only
# A read looks into the index without its lock.
# file: map.c
# scenario: smoke/first_write
# item: 4.7
# kind: lock
/^static unsigned int read_from_ram\(/,/^}/{/spin_(un)?lock\(&wb->index_lock\)/d}
