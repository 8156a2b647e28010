# SPDX-License-Identifier: GPL-2.0-only
# The order asked for is not compared with the one on disk.
# file: superblock.c
# scenario: recovery/wrong_geometry_is_refused
# item: 4.6
# kind: bounds
s/wanted && wanted != order/0/
