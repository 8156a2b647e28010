# SPDX-License-Identifier: GPL-2.0-only
# The cache device is said to be used beyond its end.
# file: target.c
# scenario: smoke/first_write
# item: 4.5
# kind: bounds
# in-test: yes
s/round_down\(nr_cache, WB_BLOCK_SECTORS\)/nr_cache + WB_BLOCK_SECTORS/
