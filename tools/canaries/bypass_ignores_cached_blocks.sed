# SPDX-License-Identifier: GPL-2.0-only
# A write goes past the log though a dirty copy is in it.
# file: defer.c
# scenario: ordering/bypass_and_cache_race
# item: 4.13
# kind: lock
s/!wb_index_drop_clean\(wb, pb->range\.begin, pb->range\.end\)/0/
