# SPDX-License-Identifier: GPL-2.0-only
# Users hear nothing of the block size of the cache.
# file: target.c
# scenario: lifecycle/limits_are_those_of_both_disks
# item: 4.5
# kind: bounds
s/limits->io_min = WB_BLOCK_BYTES;/;/
