# SPDX-License-Identifier: GPL-2.0-only
# The door stays locked after the death.
# file: io.c
# scenario: dead/ssd_write_error_kills_for_good
# item: 4.2
# kind: lock
/^void wb_die\(/,/^}/{/spin_unlock_irqrestore/d}
