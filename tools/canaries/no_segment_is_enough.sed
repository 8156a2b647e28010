# SPDX-License-Identifier: GPL-2.0-only
# A log of no segment is activated.
# file: target.c
# scenario: lifecycle/bad_table_is_refused
# item: 4.6
# kind: bounds
s/^\tif \(!nr_segments\)$/\tif (0)/
