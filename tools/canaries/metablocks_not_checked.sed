# SPDX-License-Identifier: GPL-2.0-only
# Metablocks are trusted without their checksum.
# file: segment.c
# scenario: recovery/damaged_header_is_noticed
# item: 4.10
# kind: checksum
s/le32_to_cpu\(header->metablock_checksum\) == metablock_checksum\(header\)/true/
