# SPDX-License-Identifier: GPL-2.0-only
# A buffer is opened though none is free.
# file: rambuf.c
# scenario: ordering/one_buffer_is_enough
# item: 4.12
# kind: wait
s/!list_empty\(&wb->free_rambufs\) &&/true \&\&/
