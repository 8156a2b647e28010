# SPDX-License-Identifier: GPL-2.0-only
# The bios of our own I/O are never put.
# file: io.c
# scenario: smoke/first_write
# item: 4.12
# kind: unwinding
s/^\tbio_put\(&io->bio\);$//
