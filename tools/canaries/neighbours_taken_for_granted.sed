# SPDX-License-Identifier: GPL-2.0-only
# A segment that does not fill its slot is read as far as the next one in memory.
# file: recover.c
# scenario: dead/new_table_brings_it_back
# item: 4.10
# kind: off-by-one
s/^\t\tnr_used \+= nr_bytes;$/\t\tnr_used += WB_SECTOR_BYTES << wb->segment_size_order;/
