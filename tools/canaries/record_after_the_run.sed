# SPDX-License-Identifier: GPL-2.0-only
# Recovery begins at the record, not behind it.
# file: recover.c
# scenario: recovery/written_back_is_not_replayed
# item: 4.10
# kind: id
s/rec->start = rec->record \+ 1;/rec->start = rec->record;/
