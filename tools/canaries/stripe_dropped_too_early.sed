# SPDX-License-Identifier: GPL-2.0-only
# Others may copy the block while it is being filled.
# file: append.c
# scenario: ordering/barriers_under_load
# item: 4.12
/^enum wb_appended wb_append\(/,/^}/{s/^\tspin_unlock\(stripe\);$//;s/^\tspin_unlock\(&wb->index_lock\);$/&\n\tspin_unlock(stripe);/}
