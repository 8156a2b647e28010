# SPDX-License-Identifier: GPL-2.0-only
# Recovery leaves a hole in the ids.
# file: recover.c
# scenario: recovery/many_cuts_in_a_row
# item: 4.10
# kind: id
s/wb->next_id = end \+ 1;/wb->next_id = end + 2;/
