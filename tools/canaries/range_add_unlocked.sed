# SPDX-License-Identifier: GPL-2.0-only
# A claim enters the list while an interrupt takes one off.
# file: range.c
# scenario: ordering/bypass_and_cache_race
# item: 4.13
# kind: lock
# survives: the machine does not switch between the lock and its end, so nothing comes between; what is missing is a detector of data races
/^void __wb_range_add\(/,/^}/{/spin_(un)?lock_irq(save|restore)\(&wb->range_lock/d}
