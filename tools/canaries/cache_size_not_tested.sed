# SPDX-License-Identifier: GPL-2.0-only
# A cache device of another size than it was formatted with is taken.
# file: superblock.c
# scenario: recovery/cache_of_another_size_is_refused
# item: 4.6
# kind: bounds
s/check_size\("cache", le64_to_cpu\(super->nr_cache_sectors\)/check_size("cache", 0/
