# SPDX-License-Identifier: GPL-2.0-only
# on-disk: a superblock may have any order.
# file: sim/observer-log.c
# test: observer_test
# kind: oracle
s/order < WB_ORDER_MIN \|\| order > WB_ORDER_MAX/0/
