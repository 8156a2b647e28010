# SPDX-License-Identifier: GPL-2.0-only
# One disk may be both.
# file: target.c
# scenario: lifecycle/bad_table_is_refused
# item: 4.6
# kind: bounds
s/wb->disk\[WB_BACKING\] == wb->disk\[WB_CACHE\]/0/
