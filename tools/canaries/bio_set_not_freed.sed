# SPDX-License-Identifier: GPL-2.0-only
# A removed device leaves its bios.
# file: io.c
# scenario: smoke/first_write
# item: 4.1
# kind: unwinding
s/^\tbioset_exit\(&wb->bios\);$//
