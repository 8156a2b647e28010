# SPDX-License-Identifier: GPL-2.0-only
# The checksum begins with zeroes instead of ones.
# file: segment.c
# scenario: smoke/first_write
# item: 4.3
# kind: checksum
s/crc32c\(~0U,/crc32c(0,/
