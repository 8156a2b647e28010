# SPDX-License-Identifier: GPL-2.0-only
# Recovery replays what was written back long ago.
# file: recover.c
# scenario: recovery/written_back_is_not_replayed
# item: 4.10
# kind: id
s/^\trec->start = rec->record \+ 1;$/\trec->start = 1;/
