# SPDX-License-Identifier: GPL-2.0-only
# What was written while the flush was in flight counts as covered by it.
# file: barrier.c
# scenario: ordering/barriers_under_load
# item: 4.9
# kind: id
s/max\(wb->durable_id, id\)/wb->last_written_id/
