# SPDX-License-Identifier: GPL-2.0-only
# A buffer is checksummed while somebody still copies into it.
# file: flush.c
# scenario: ordering/barriers_under_load
# item: 4.12
# kind: wait
/^static void flush_segment/,/wb_segment_write_header/s/^\twait_event\(wb->drain_wait, !atomic_read\(&buf->nr_pins\)\);$//
