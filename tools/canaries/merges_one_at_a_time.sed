# SPDX-License-Identifier: GPL-2.0-only
# One worker does all merges.
# file: target.c
# scenario: ordering/merge_delays_nobody_else
# item: 4.12
# kind: policy
s/alloc_workqueue\("writeboost", WQ_MEM_RECLAIM \| WQ_UNBOUND, 0\)/alloc_workqueue("writeboost", WQ_MEM_RECLAIM | WQ_UNBOUND, 1)/
