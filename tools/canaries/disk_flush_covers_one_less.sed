# SPDX-License-Identifier: GPL-2.0-only
# A flush forgets the last that completed before it.
# file: kernel-shim/host/disk-pile.c
# test: disk_model_test
# kind: oracle
/^static void piles_flush\(/,/^}/{s/complete_seq <= seq/complete_seq < seq/}
