# SPDX-License-Identifier: GPL-2.0-only
# Keys that the table does not name are zero.
# file: args.c
# scenario: smoke/first_write
# item: 4.6
# kind: bounds
s/^\t\twb->param\[i\] = keys\[i\]\.preset;$/\t\t;/
