# SPDX-License-Identifier: GPL-2.0-only
# The record moves while what was written back is volatile on the HDD.
# file: writeback.c
# scenario: writeback/crash_mid_writeback_loses_nothing
# item: 4.8
# kind: flush
# in-test: yes
s/batch->nr_items && wb_flush_backing\(wb, true\)/0/
