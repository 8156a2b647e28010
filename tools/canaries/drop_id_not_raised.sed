# SPDX-License-Identifier: GPL-2.0-only
# drop_caches waits for what nobody was told to do.
# file: status.c
# scenario: writeback/partial_blocks_stay_partial
# item: 4.6
# kind: id
s/^\t\twb->drop_id = max\(.*$//
