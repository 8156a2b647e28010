# SPDX-License-Identifier: GPL-2.0-only
# Large sequential writes go into the log.
# file: defer.c
# scenario: writeback/streams_go_past_the_log
# item: 4.13
# kind: policy
s/is = stream->nr_sectors > STREAM_SECTORS;/is = false;/
