# SPDX-License-Identifier: GPL-2.0-only
# Blocks that recovery finds are not counted.
# file: index.c
# scenario: recovery/recovery_is_idempotent
# item: 4.6
# kind: dirty
s/wb->nr_dirty \+= mb->is_dirty;/(void)0;/
