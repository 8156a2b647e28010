# SPDX-License-Identifier: GPL-2.0-only
# Of two flushes the one that ends last says what is durable.
# file: barrier.c
# scenario: ordering/barriers_under_load
# item: 4.9
# kind: id
s/max\(wb->durable_id, id\)/id/
