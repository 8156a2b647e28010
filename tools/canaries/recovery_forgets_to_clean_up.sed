# SPDX-License-Identifier: GPL-2.0-only
# The memory of a recovery is not freed.
# file: recover.c
# scenario: memory/create_survives_any_failed_allocation
# item: 4.10
# kind: unwinding
s/^\trecovery_destroy\(rec\);$//
