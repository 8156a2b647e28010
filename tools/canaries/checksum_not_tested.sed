# SPDX-License-Identifier: GPL-2.0-only
# A torn segment is taken for a whole one, as in the layout of 2013.
# file: recover.c
# scenario: recovery/torn_segment_is_ignored
# item: 4.10
# kind: checksum
# in-test: yes
s/return le32_to_cpu\(header->checksum\) == wb_segment_checksum\(header\);/return true;/
