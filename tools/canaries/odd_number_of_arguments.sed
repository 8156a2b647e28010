# SPDX-License-Identifier: GPL-2.0-only
# A key without a value is accepted.
# file: args.c
# scenario: lifecycle/bad_table_is_refused
# item: 4.6
# kind: bounds
s/nr_args % 2/0/
