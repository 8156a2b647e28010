# SPDX-License-Identifier: GPL-2.0-only
# Who met no memory on a device that died meanwhile is told so.
# file: map.c
# scenario: regress/refused_io_under_way_when_it_dies
# item: 4.2
# kind: dead
/dead: nobody tries again/d
