# SPDX-License-Identifier: GPL-2.0-only
# A run is followed beyond the end of the read.
# file: map.c
# scenario: ordering/reads_cross_segments
# item: 4.7
# kind: off-by-one
s/nr = min\(head->nr, nr_max\);/nr = head->nr;/
