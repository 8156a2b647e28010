# SPDX-License-Identifier: GPL-2.0-only
# I10: a thread need not be parked.
# file: sim/quiet.c
# test: quiet_test
# kind: oracle
# in-test: yes
s/^\tif \(!nr_awake\)$/\tif (1)/
