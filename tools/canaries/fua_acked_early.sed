# SPDX-License-Identifier: GPL-2.0-only
# A FUA write is answered like any other.
# file: map.c
# scenario: durability/fua_survives_alone
# item: 4.9
# kind: FUA
/^static void map_write/,/^}/s/bio->bi_opf & REQ_FUA/0/
