# SPDX-License-Identifier: GPL-2.0-only
# A removed device leaves its metablocks.
# file: index.c
# scenario: smoke/first_write
# item: 4.1
# kind: unwinding
s/^\tvfree\(wb->metablocks\);$//
