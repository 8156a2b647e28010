# SPDX-License-Identifier: GPL-2.0-only
# On a dead device a lack of memory counts as an answer that nobody expects.
# file: io.c
# scenario: regress/refused_io_under_way_when_it_dies
# item: 4.2
# kind: dead
s/ && status != BLK_STS_RESOURCE//
