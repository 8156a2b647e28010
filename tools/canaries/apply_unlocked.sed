# SPDX-License-Identifier: GPL-2.0-only
# Recovery changes the index without its lock.
# file: recover.c
# scenario: recovery/recovery_is_idempotent
# item: 4.10
# kind: lock
/^static int apply_segment\(/,/^}/{/spin_(un)?lock\(&wb->index_lock\)/d}
