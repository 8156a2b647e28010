# SPDX-License-Identifier: GPL-2.0-only
# No barrier waits for anything.
# file: barrier.c
# scenario: durability/flush_makes_prior_writes_survive
# item: 4.4
# kind: barrier
s/is_durable = covers <= wb->durable_id .*/is_durable = true;/
