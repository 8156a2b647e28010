# SPDX-License-Identifier: GPL-2.0-only
# A written buffer takes new data while somebody still copies out of it.
# file: flush.c
# scenario: ordering/buffer_waits_for_its_readers
# item: 4.12
# kind: wait
/wake_up\(&wb->writeback_wait\);/,/^}/s/^\twait_event\(wb->drain_wait, !atomic_read\(&buf->nr_pins\)\);$//
