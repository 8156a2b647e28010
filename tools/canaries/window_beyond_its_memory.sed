# SPDX-License-Identifier: GPL-2.0-only
# Recovery reads more segments than it has memory for.
# file: recover.c
# scenario: recovery/largest_segments
# item: 4.10
# kind: bounds
s/ \|\| nr_used \+ nr_bytes > WINDOW_BYTES//
