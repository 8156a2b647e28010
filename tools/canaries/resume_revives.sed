# SPDX-License-Identifier: GPL-2.0-only
# A resume brings a dead device back.
# file: target.c
# scenario: dead/new_table_brings_it_back
# item: 4.2
# kind: dead
s/^\tstart_task\(wb->flush_task\);$/&\n\tWRITE_ONCE(wb->door.state, WB_LIVE);/
