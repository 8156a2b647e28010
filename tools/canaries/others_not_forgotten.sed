# SPDX-License-Identifier: GPL-2.0-only
# Memory keeps the ids of segments that were cleared.
# file: recover.c
# scenario: recovery/wraparound_picks_newest_run
# item: 4.10
# kind: id
s/seg->id < rec->start \|\| seg->id > rec->end/0/
