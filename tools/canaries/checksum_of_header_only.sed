# SPDX-License-Identifier: GPL-2.0-only
# The checksum does not cover the blocks.
# file: segment.c
# scenario: recovery/torn_segment_is_ignored
# item: 4.10
# kind: checksum
s/wb_segment_nr_bytes\(header->length\)\);/WB_BLOCK_BYTES);/
