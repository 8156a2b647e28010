# SPDX-License-Identifier: GPL-2.0-only
# dm is told that the target takes no flushes.
# file: target.c
# scenario: smoke/first_write
# item: 4.4
# kind: barrier
s/ti->num_flush_bios = 1;/ti->num_flush_bios = 0;/
