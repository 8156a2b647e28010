# SPDX-License-Identifier: GPL-2.0-only
# Others may copy the block while it is being filled.
# file: append.c
# scenario: ordering/moved_blocks_meet_writers
# item: 4.12
# kind: lock
/^static enum wb_appended append\(/,/^}/{s/^\tspin_unlock\(stripe\);$//;s/^\tspin_unlock\(&wb->index_lock\);$/&\n\tspin_unlock(stripe);/}
