# SPDX-License-Identifier: GPL-2.0-only
# Recovery takes a segment for whole because its header is.
# file: recover.c
# scenario: recovery/torn_segment_is_ignored
# item: 4.10
# kind: flush
s/id <= rec->durable_id \&\& //
