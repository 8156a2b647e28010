# SPDX-License-Identifier: GPL-2.0-only
# Segment n lies in slot n modulo the ring, and the last one behind it.
# file: segment.c
# scenario: recovery/wraparound_picks_newest_run
# item: 4.10
# kind: off-by-one
s/return id - 1 - lap \* wb->nr_segments;/return id - lap * wb->nr_segments;/
