# SPDX-License-Identifier: GPL-2.0-only
# Writeback goes on although the threshold forbids it.
# file: modulator.c
# scenario: writeback/threshold_zero_is_never
# item: 4.8
# kind: policy
s/return threshold == 100 .*/return true;/
