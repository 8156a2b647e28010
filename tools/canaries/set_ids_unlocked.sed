# SPDX-License-Identifier: GPL-2.0-only
# Recovery sets the ids without the lock of the index.
# file: recover.c
# scenario: recovery/recovery_is_idempotent
# item: 4.10
# kind: lock
/^static void set_ids\(/,/^}/{/spin_(un)?lock\(&wb->index_lock\)/d}
