# SPDX-License-Identifier: GPL-2.0-only
# Clearing leaves its zeroes.
# file: superblock.c
# scenario: smoke/first_write
# item: 4.10
# kind: unwinding
s/^\tvfree\(zeroes\);$//
