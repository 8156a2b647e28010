# SPDX-License-Identifier: GPL-2.0-only
# What a dead device left in the cache of the backing disk is shown, and then lost.
# file: recover.c
# scenario: regress/what_a_new_table_shows_stays
# item: 4.10
# kind: flush
s/r = wb_flush_backing\(wb, true\);/r = 0;/
