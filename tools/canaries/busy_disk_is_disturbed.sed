# SPDX-License-Identifier: GPL-2.0-only
# Writeback goes on however busy the HDD is.
# file: modulator.c
# scenario: writeback/busy_hdd_is_left_alone
# item: 4.8
# kind: policy
s/percent < wb_param\(wb, WB_WRITEBACK_THRESHOLD\)/true/
