# SPDX-License-Identifier: GPL-2.0-only
# An old version is left out because of a newer one that a cut may take.
# file: collect.c
# scenario: writeback/superseded_by_volatile
# item: 4.8
# kind: id
s/ \|\| wb->segments\[newest->slot\]\.id > wb->durable_id//
