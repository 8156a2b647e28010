# SPDX-License-Identifier: GPL-2.0-only
# Barriers are answered when their segments are written, not when they are durable.
# file: barrier.c
# scenario: durability/flush_makes_prior_writes_survive
# item: 4.9
# kind: flush
# in-test: yes
/^bool wb_barrier_commit/,/^}/s/^\twb_flush_cache\(wb\);$//
