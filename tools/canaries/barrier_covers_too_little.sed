# SPDX-License-Identifier: GPL-2.0-only
# A flush does not cover the open buffer.
# file: barrier.c
# scenario: durability/fua_survives_alone
# item: 4.9
# kind: barrier
s/return wb->next_id - 1;/return wb->next_id - 2;/
