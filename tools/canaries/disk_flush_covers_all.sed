# SPDX-License-Identifier: GPL-2.0-only
# A flush covers what completed after its submission.
# file: kernel-shim/host/disk-io.c
# test: disk_model_test
# kind: oracle
# in-test: yes
s/req->flush_seq = disk->piles\.complete_seq;/req->flush_seq = ~0ULL;/
