# SPDX-License-Identifier: GPL-2.0-only
# on-disk: padding may hold anything.
# file: sim/observer-segment.c
# test: observer_test
# kind: oracle
s/!is_padding_zero\(sector\)/0/
