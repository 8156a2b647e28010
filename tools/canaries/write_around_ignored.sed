# SPDX-License-Identifier: GPL-2.0-only
# write_around_mode has no effect.
# file: defer.c
# scenario: writeback/write_around_spares_the_ssd
# item: 4.7
# kind: policy
s/return wb_param\(wb, WB_WRITE_AROUND_MODE\) \|\| /return /
