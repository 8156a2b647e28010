# SPDX-License-Identifier: GPL-2.0-only
# Recovery cannot tell the read cache from writes.
# file: segment.c
# scenario: ordering/clean_copies_never_return
# item: 4.7
# kind: dirty
s/mb->is_dirty \? mb->valid : 0/mb->valid/
