# SPDX-License-Identifier: GPL-2.0-only
# Nothing of what is in flight survives a cut.
# file: kernel-shim/host/disk-cut.c
# test: disk_test
# kind: oracle
s/^\t\t\ttake_list\(&io->blocks, 0\);$/\t\t\t;/
