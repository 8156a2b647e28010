# SPDX-License-Identifier: GPL-2.0-only
# A FUA write is not durable.
# file: kernel-shim/host/disk-io.c
# test: disk_model_test
# kind: oracle
s/\(req->io->is_fua \&\& /(0 \&\& /
