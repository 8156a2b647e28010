# SPDX-License-Identifier: GPL-2.0-only
# A slot is overwritten while a read of its old content is in flight.
# file: flush.c
# scenario: ordering/slot_waits_for_its_readers
# item: 4.10
# kind: wait
s/^\twait_event\(wb->drain_wait, !atomic_read\(&seg->nr_readers\)\);$//
