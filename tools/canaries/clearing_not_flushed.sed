# SPDX-License-Identifier: GPL-2.0-only
# What recovery cleared may come back by another cut.
# file: superblock.c
# scenario: recovery/what_was_cleared_stays_cleared
# item: 4.10
# kind: flush
s/return r \? r : wb_io_sync\(.*$/return r;/
