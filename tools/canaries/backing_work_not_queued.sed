# SPDX-License-Identifier: GPL-2.0-only
# A flush that needs the HDD is kept for ever.
# file: barrier.c
# scenario: durability/flush_covers_what_bypassed
# item: 4.13
# kind: completion
s/^\tqueue_work\(wb->wq, &wb->backing_work\);$//
