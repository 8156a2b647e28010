# SPDX-License-Identifier: GPL-2.0-only
# Segments are checked before they have been read.
# file: recover.c
# scenario: recovery/recovery_is_idempotent
# item: 4.10
# kind: wait
s/^\t\tr = wb_io_wait\(&win->group\);$/\t\tr = 0;/
