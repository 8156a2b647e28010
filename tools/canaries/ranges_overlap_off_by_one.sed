# SPDX-License-Identifier: GPL-2.0-only
# The last block of a range is not protected.
# file: range.c
# scenario: ordering/bypass_and_cache_race
# item: 4.13
# kind: off-by-one
s/begin < range->end;/begin + WB_BLOCK_SECTORS < range->end;/
