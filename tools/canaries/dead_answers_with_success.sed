# SPDX-License-Identifier: GPL-2.0-only
# Requests on a dead device succeed.
# file: io.c
# scenario: dead/hdd_write_error_kills_for_good
# item: 4.2
# kind: dead
/^void wb_endio/,/^}/s/!wb_is_live\(wb\)/0/
