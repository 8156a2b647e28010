# SPDX-License-Identifier: GPL-2.0-only
# A user hears of the death while somebody may still submit.
# file: map.c
# scenario: dead/death_is_told_when_nobody_submits
# item: 4.2
# kind: dead
/^int wb_end_io/,/^}/s/wb_hold\(wb, bio\)/0/
