# SPDX-License-Identifier: GPL-2.0-only
# A segment counts as written while its write is in flight.
# file: flush.c
# scenario: durability/flush_makes_prior_writes_survive
# item: 4.9
# kind: barrier
s/^\twb_check_overwrite\(wb, seg\);$/&\n\tspin_lock(\&wb->index_lock); wb->last_written_id = seg->id; spin_unlock(\&wb->index_lock);/
