# SPDX-License-Identifier: GPL-2.0-only
# The number of optional arguments may be wrong.
# file: args.c
# scenario: lifecycle/bad_table_is_refused
# item: 4.6
# kind: bounds
s/ \|\| nr_args != as->argc\)/)/
