# SPDX-License-Identifier: GPL-2.0-only
# Barriers on a dead device wait for segments that never come.
# file: barrier.c
# scenario: dead/flush_error_is_never_success
# item: 4.2
# kind: dead
# survives: on a dead device the daemon goes on in memory, and the ids reach each barrier anyway
s/return !wb_is_live\(wb\) \|\| /return /
