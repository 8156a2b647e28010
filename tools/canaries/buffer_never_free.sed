# SPDX-License-Identifier: GPL-2.0-only
# A written buffer is not given back.
# file: flush.c
# scenario: ordering/one_buffer_is_enough
# item: 4.12
# kind: completion
s/^\tlist_add\(&buf->node, &wb->free_rambufs\);$//
