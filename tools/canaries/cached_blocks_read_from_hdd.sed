# SPDX-License-Identifier: GPL-2.0-only
# A read of uncached blocks goes on through cached ones.
# file: map.c
# scenario: ordering/reads_cross_segments
# item: 4.7
# kind: bounds
/^static unsigned int follow_uncached\(/,/^}/{s/more = head\.source == ON_HDD \?/more = 1 ?/}
