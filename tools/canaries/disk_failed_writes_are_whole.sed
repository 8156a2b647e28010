# SPDX-License-Identifier: GPL-2.0-only
# A failed write has happened.
# file: kernel-shim/host/disk-io.c
# test: disk_test
# kind: oracle
s/^\t\t\tkeep_some_blocks\(req\);$/\t\t\t;/
