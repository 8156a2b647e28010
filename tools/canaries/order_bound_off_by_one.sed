# SPDX-License-Identifier: GPL-2.0-only
# Segments of 1 MiB are accepted.
# file: args.c
# scenario: lifecycle/bad_table_is_refused
# item: 4.3
s/\.max = WB_ORDER_MAX/.max = WB_ORDER_MAX + 1/
