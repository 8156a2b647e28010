# SPDX-License-Identifier: GPL-2.0-only
# A barrier waits for a buffer that holds nothing.
# file: barrier.c
# scenario: smoke/first_write
# item: 4.9
# kind: id
s/wb->next_id - 2/wb->next_id - 1/
