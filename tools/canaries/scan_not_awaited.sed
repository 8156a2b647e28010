# SPDX-License-Identifier: GPL-2.0-only
# Headers are looked at before they have been read.
# file: recover.c
# scenario: recovery/recovery_is_idempotent
# item: 4.10
# kind: wait
s/^\tr = wb_io_wait\(&group\);$/\tr = 0;/
