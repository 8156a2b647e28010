# SPDX-License-Identifier: GPL-2.0-only
# Everything is cut into blocks of 4 KiB, for which the driver was once refused.
# file: target.c
# scenario: writeback/streams_keep_the_hdds_pace
# item: 4.13
# kind: bounds
s/ti->num_flush_bios = 1;/ti->num_flush_bios = 1;\n\tti->max_io_len = WB_BLOCK_SECTORS;/
