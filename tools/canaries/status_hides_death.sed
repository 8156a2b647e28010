# SPDX-License-Identifier: GPL-2.0-only
# Status says live, whatever has happened.
# file: status.c
# scenario: dead/ssd_write_error_kills_for_good
# item: 4.2
# kind: dead
s/wb_is_dead\(wb\) \? "dead" : "live"/"live"/
