# SPDX-License-Identifier: GPL-2.0-only
# A block is taken for another with the same hash.
# file: index.c
# scenario: smoke/first_write
# item: 4.7
# kind: id
s/^\t\tif \(mb->block == block\)$/\t\tif (mb)/
