# SPDX-License-Identifier: GPL-2.0-only
# clear_stat clears nothing.
# file: status.c
# scenario: lifecycle/counters_tell_each_case
# item: 4.6
# kind: count
s/memset\(wb->stat, 0, sizeof\(wb->stat\)\);/;/
