# SPDX-License-Identifier: GPL-2.0-only
# A barrier flushes the SSD even if all is durable.
# file: barrier.c
# scenario: durability/barrier_takes_one_segment
# item: 4.9
# kind: barrier
s/is_durable = covers <= wb->durable_id .*/is_durable = false;/; s/is_durable = wb->durable_id >= id;/is_durable = false;/
