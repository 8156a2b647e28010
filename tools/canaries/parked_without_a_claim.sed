# SPDX-License-Identifier: GPL-2.0-only
# Who finds no claim any more is taken for parked, and nobody wakes him.
# file: range.c
# scenario: ordering/claims_end_while_others_ask
# item: 4.13
# kind: wait
/bio_list_add\(&range->waiters, bio\);/,/^}/s/return range;/return true;/
