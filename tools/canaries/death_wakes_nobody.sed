# SPDX-License-Identifier: GPL-2.0-only
# Those who wait for room wait for ever when the device dies.
# file: io.c
# scenario: dead/full_log_dies
# item: 4.2
# kind: wait
/^static void wake_everyone/,/^}/s/^\twake_up_all\(&wb->room_wait\);$//
