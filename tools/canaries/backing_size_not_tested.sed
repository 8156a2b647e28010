# SPDX-License-Identifier: GPL-2.0-only
# A cache may be put over another backing device.
# file: superblock.c
# scenario: recovery/wrong_geometry_is_refused
# item: 4.6
s/nr_recorded && nr_recorded != nr_sectors/0/
