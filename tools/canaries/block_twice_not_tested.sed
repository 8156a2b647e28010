# SPDX-License-Identifier: GPL-2.0-only
# A segment may hold a block twice.
# file: recover.c
# scenario: recovery/forged_metablock_is_refused
# item: 4.10
# kind: bounds
s/old && old->slot == mb->slot/0/
