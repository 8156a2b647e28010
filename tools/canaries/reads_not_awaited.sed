# SPDX-License-Identifier: GPL-2.0-only
# A batch is written before it has been read.
# file: copy.c
# scenario: writeback/crash_mid_writeback_loses_nothing
# item: 4.8
# kind: wait
s/!wb_io_wait\(&now->reads\) \&\& //
