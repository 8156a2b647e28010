# SPDX-License-Identifier: GPL-2.0-only
# Segments of 1 MiB are accepted.
# file: args.c
# scenario: lifecycle/bad_table_is_refused
# item: 4.3
# kind: bounds
# in-test: yes
s/WB_ORDER_MIN, WB_ORDER_MAX, 0, true/WB_ORDER_MIN, WB_ORDER_MAX + 1, 0, true/
