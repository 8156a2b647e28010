# SPDX-License-Identifier: GPL-2.0-only
# Those who wait for room do not look whether the device lives.
# file: rambuf.c
# scenario: dead/full_log_dies
# item: 4.2
# kind: wait
s/ \|\| !wb_is_live\(wb\)\);/);/
