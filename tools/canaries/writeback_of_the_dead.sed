# SPDX-License-Identifier: GPL-2.0-only
# The writeback daemon tries again and again after death.
# file: writeback.c
# scenario: dead/hdd_write_error_kills_for_good
# item: 4.8
# kind: dead
s/return must && wb_is_live\(wb\);/return must;/
