# SPDX-License-Identifier: GPL-2.0-only
# A flush is answered where it comes in.
# file: map.c
# scenario: smoke/first_write
# item: 4.4
# kind: barrier
s/^\t\twb_barrier_add\(wb, bio, 0\);$/\t\twb_endio(wb, bio, BLK_STS_OK);/
