# SPDX-License-Identifier: GPL-2.0-only
# A removed device leaves its RAM buffers.
# file: rambuf.c
# scenario: smoke/first_write
# item: 4.1
# kind: unwinding
s/^\t\tvfree\(wb->rambufs\[i\]\.data\);$/\t\t;/
