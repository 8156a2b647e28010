# SPDX-License-Identifier: GPL-2.0-only
# The last block of a segment is neither written nor checked.
# file: segment.c
# scenario: smoke/first_write
# item: 4.3
# kind: off-by-one
s/WB_BLOCK_BYTES \* \(1 \+ length\)/WB_BLOCK_BYTES * (length ? length : 1)/
