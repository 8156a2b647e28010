# SPDX-License-Identifier: GPL-2.0-only
# -ENOMEM makes the device dead.
# file: io.c
# scenario: dead/no_memory_waits_and_retries
# item: 4.2
# kind: dead
s/status == BLK_STS_RESOURCE && wb_is_live\(wb\)/0/
