# SPDX-License-Identifier: GPL-2.0-only
# Recovery leaves a window.
# file: recover.c
# scenario: recovery/recovery_is_idempotent
# item: 4.10
# kind: unwinding
s/^\tvfree\(rec->windows\[1\]\.data\);$//
