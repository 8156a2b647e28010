# SPDX-License-Identifier: GPL-2.0-only
# A dead device may discard.
# file: sim/dead.c
# test: completion_test
# kind: oracle
s/io->op == DISK_WRITE \|\| io->op == DISK_DISCARD \|\|/io->op == DISK_WRITE \|\|/
