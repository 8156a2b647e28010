# SPDX-License-Identifier: GPL-2.0-only
# The daemon takes barriers off their list while one is added.
# file: barrier.c
# scenario: ordering/barriers_under_load
# item: 4.9
# kind: lock
/^bool wb_barrier_commit\(/,/^}/{/spin_(un)?lock\(&wb->index_lock\)/d}
