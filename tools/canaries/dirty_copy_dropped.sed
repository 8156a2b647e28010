# SPDX-License-Identifier: GPL-2.0-only
# A discard makes the cache forget a dirty block.
# file: index.c
# scenario: ordering/discard_brings_back_no_stranger
# item: 4.11
# kind: dirty
# in-test: yes
/^static bool __drop_clean/,/^}/s/mb->is_dirty/0/
