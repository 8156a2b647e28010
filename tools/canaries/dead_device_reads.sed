# SPDX-License-Identifier: GPL-2.0-only
# A dead device goes on reading.
# file: map.c
# scenario: dead/hdd_write_error_kills_for_good
# item: 4.2
# kind: dead
/^int wb_map/,/^}/s/!wb_is_live\(wb\)/0/
