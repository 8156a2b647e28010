# SPDX-License-Identifier: GPL-2.0-only
# A batch has one segment more than there is memory for.
# file: writeback.c
# scenario: writeback/largest_batch
# item: 4.8
# kind: bounds
s/last_writeback_id \+ nr_max,/last_writeback_id + nr_max + 1,/
