# SPDX-License-Identifier: GPL-2.0-only
# Clean copies are forgotten without the lock of the index.
# file: index.c
# scenario: ordering/bypass_and_cache_race
# item: 4.13
# kind: lock
/^bool wb_index_drop_clean\(/,/^}/{/spin_(un)?lock\(&wb->index_lock\)/d}
