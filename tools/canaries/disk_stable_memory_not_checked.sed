# SPDX-License-Identifier: GPL-2.0-only
# I6: memory may change while it is written.
# file: kernel-shim/host/disk-io.c
# test: disk_test
# kind: oracle
s/^\tif \(!io->is_stable \|\|/\tif (1 ||/
