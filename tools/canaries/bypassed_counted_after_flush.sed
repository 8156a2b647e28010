# SPDX-License-Identifier: GPL-2.0-only
# What went past the log while the HDD was flushed counts as covered.
# file: barrier.c
# scenario: durability/flush_covers_what_bypassed
# item: 4.13
# kind: flush
s/atomic64_set\(&wb->nr_bypassed_durable, nr\)/atomic64_set(\&wb->nr_bypassed_durable, atomic64_read(\&wb->nr_bypassed))/
s/nr_bypassed_durable\) < nr\)/nr_bypassed_durable) < nr + 1)/
