# SPDX-License-Identifier: GPL-2.0-only
# A header may claim more blocks than a segment has.
# file: recover.c
# scenario: recovery/forged_length_is_refused
# item: 4.10
# kind: bounds
s/header->length > wb->nr_blocks/0/
