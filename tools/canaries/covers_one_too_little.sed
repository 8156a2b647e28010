# SPDX-License-Identifier: GPL-2.0-only
# A barrier covers all but the newest segment.
# file: barrier.c
# scenario: durability/flush_makes_prior_writes_survive
# item: 4.9
# kind: id
/^static u64 __newest_id\(/,/^}/{s/return wb->next_id - 1;/return wb->next_id - 2;/}
