# SPDX-License-Identifier: GPL-2.0-only
# Superblock and record stay in the cache of the disk.
# file: superblock.c
# scenario: recovery/interrupted_format_starts_again
# item: 4.10
# kind: FUA
s/ \| REQ_FUA//
