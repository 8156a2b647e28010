# SPDX-License-Identifier: GPL-2.0-only
# -ENOMEM from a read is not tried again.
# file: map.c
# scenario: dead/reads_wait_for_memory
# item: 4.2
# kind: dead
s/\*error == BLK_STS_RESOURCE && wb_is_live\(wb\)/0/
