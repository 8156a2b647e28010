# SPDX-License-Identifier: GPL-2.0-only
# Reads are sent to the SSD before the segment is there.
# file: flush.c
# scenario: ordering/barriers_under_load
# item: 4.7
# kind: wait
s/^\twait_event\(wb->drain_wait, !atomic_read\(&seg->nr_readers\)\);$/&\n\tspin_lock(\&wb->index_lock); seg->buf = NULL; spin_unlock(\&wb->index_lock);/
