# SPDX-License-Identifier: GPL-2.0-only
# A header carries along what the buffer held before.
# file: segment.c
# scenario: smoke/first_write
# item: 4.3
# kind: format
s/^\tmemset\(header, 0, sizeof\(\*header\)\);$//
