# SPDX-License-Identifier: GPL-2.0-only
# A cache may be put over another backing device.
# file: superblock.c
# scenario: recovery/wrong_geometry_is_refused
# item: 4.6
# kind: bounds
s/check_size\("backing", le64_to_cpu\(super->nr_backing_sectors\)/check_size("backing", 0/
