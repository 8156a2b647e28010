# SPDX-License-Identifier: GPL-2.0-only
# A header says that what is only written has been flushed.
# file: segment.c
# scenario: recovery/torn_segment_is_ignored
# item: 4.10
# kind: id
s/wb_read_id\(wb, &wb->durable_id\)/wb_read_id(wb, \&wb->last_written_id)/
