# SPDX-License-Identifier: GPL-2.0-only
# A FUA write that had to merge is answered like any other.
# file: defer.c
# scenario: durability/fua_after_a_merge
# item: 4.9
# kind: FUA
s/bio->bi_opf & REQ_FUA/0/
