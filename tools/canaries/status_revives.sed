# SPDX-License-Identifier: GPL-2.0-only
# Asking for the status brings a dead device back.
# file: status.c
# scenario: dead/ssd_write_error_kills_for_good
# item: 4.2
# kind: dead
s/^\tresult\[0\] = .*$/&\n\tWRITE_ONCE(((struct wb_device *)ti->private)->door.state, WB_LIVE);/
