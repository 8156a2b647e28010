# SPDX-License-Identifier: GPL-2.0-only
# A durable version does not strike out the older ones.
# file: kernel-shim/host/disk-pile.c
# test: disk_model_test
# kind: oracle
/^static void chain_strike\(/,/^}/{s/blocks\[nr\]\.mask \&= \(u8\)~mask;/(void)0;/}
