# SPDX-License-Identifier: GPL-2.0-only
# A seal by drop_caches is not under the lock of the index.
# file: status.c
# scenario: lifecycle/tuning_changes_no_contents
# item: 4.6
# kind: lock
/^static int drop_caches\(/,/^}/{/spin_(un)?lock\(&wb->index_lock\)/d}
