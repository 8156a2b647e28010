# SPDX-License-Identifier: GPL-2.0-only
# The last buffer that was sealed is written first.
# file: rambuf.c
# scenario: ordering/barriers_under_load
# item: 4.10
# kind: id
s/list_add_tail\(&buf->node, &wb->sealed\)/list_add(\&buf->node, \&wb->sealed)/
