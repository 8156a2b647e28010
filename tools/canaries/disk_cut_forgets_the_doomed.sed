# SPDX-License-Identifier: GPL-2.0-only
# What a failed flush covered never survives.
# file: kernel-shim/host/disk-cut.c
# test: disk_test
# kind: oracle
s/^\ttake_list\(\&p->doomed, 0\);$//
