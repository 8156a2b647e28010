# SPDX-License-Identifier: GPL-2.0-only
# An interrupt finds the door locked by whom it interrupted.
# file: io.c
# scenario: ordering/barriers_under_load
# item: 4.2
# kind: lock
/^static bool door_enter\(/,/^}/{s/spin_lock_irqsave\(&door->lock, flags\)/flags = 0, spin_lock(\&door->lock)/;s/spin_unlock_irqrestore\(&door->lock, flags\)/spin_unlock(\&door->lock)/}
