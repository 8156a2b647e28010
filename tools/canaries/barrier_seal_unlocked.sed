# SPDX-License-Identifier: GPL-2.0-only
# A buffer is sealed while somebody takes a place in it.
# file: barrier.c
# scenario: ordering/barriers_under_load
# item: 4.9
# kind: lock
/^u64 wb_barrier_seal\(/,/^}/{/spin_(un)?lock\(&wb->index_lock\)/d}
