# SPDX-License-Identifier: GPL-2.0-only
# Copies of the read cache are written back over what bypassed them.
# file: collect.c
# scenario: ordering/clean_copies_never_return
# item: 4.7
# kind: dirty
s/^\tif \(!mb->is_dirty\)$/\tif (!mb->valid)/
