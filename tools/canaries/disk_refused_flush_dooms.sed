# SPDX-License-Identifier: GPL-2.0-only
# A flush refused for want of memory dooms what it should have covered.
# file: kernel-shim/host/disk-io.c
# test: disk_test
# kind: oracle
s/ \|\| req->io->error == -ENOMEM//
