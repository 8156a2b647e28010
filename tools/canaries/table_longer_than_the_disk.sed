# SPDX-License-Identifier: GPL-2.0-only
# A table may be longer than the backing device.
# file: target.c
# scenario: lifecycle/bad_table_is_refused
# item: 4.6
# kind: bounds
s/wb->ti->len > bdev_nr_sectors\(backing\)/0/
