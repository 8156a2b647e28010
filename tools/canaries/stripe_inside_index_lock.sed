# SPDX-License-Identifier: GPL-2.0-only
# The two locks are taken in the wrong order.
# file: map.c
# scenario: ordering/barriers_under_load
# item: 4.12
# kind: lock
/^static unsigned int read_from_ram\(/,/^}/{/^\t\tspin_lock\(stripe\);$/{N;s/(.*)\n(.*)/\2\n\1/}}
