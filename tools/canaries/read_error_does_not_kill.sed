# SPDX-License-Identifier: GPL-2.0-only
# A failed read leaves the device alive.
# file: map.c
# scenario: dead/ssd_read_error_kills_for_good
# item: 4.2
# kind: dead
s/^\t\twb_die\(wb, disk\);$//
