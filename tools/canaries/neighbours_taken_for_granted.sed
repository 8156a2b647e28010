# SPDX-License-Identifier: GPL-2.0-only
# Segments that do not fill their slots are read as if they did.
# file: recover.c
# scenario: recovery/partial_blocks_are_recovered
# item: 4.10
# kind: off-by-one
s/nr_pending \&\& sector \+ nr_pending \/ WB_SECTOR_BYTES != next/0/
