# SPDX-License-Identifier: GPL-2.0-only
# A read gives back a count that it never took.
# file: map.c
# scenario: ordering/reads_cross_segments
# item: 4.7
# kind: lock
/^static int read_from_disk/,/^}/s/^\t\twb_segment_get_reader.*$//
