# SPDX-License-Identifier: GPL-2.0-only
# Only the slot behind the run is cleared, not those after it.
# file: superblock.c
# scenario: recovery/beyond_the_gap_never_returns
# item: 4.10
# kind: off-by-one
s/wb->segments\[slot\]\.id <= above\)/wb->segments[slot].id != above + 1)/
