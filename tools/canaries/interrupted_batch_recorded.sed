# SPDX-License-Identifier: GPL-2.0-only
# A batch that a suspend has interrupted counts as written back.
# file: writeback.c
# scenario: lifecycle/suspend_interrupts_writeback
# item: 4.8
# kind: id
s/^\tif \(wb_batch_copy\(wb\)\)$/\tif (wb_batch_copy(wb) == -EIO)/
