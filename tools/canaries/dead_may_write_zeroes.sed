# SPDX-License-Identifier: GPL-2.0-only
# A dead device may write zeroes.
# file: sim/dead.c
# test: completion_test
# kind: oracle
s/^\t\t\tio->op == DISK_WRITE_ZEROES;$/\t\t\t0;/
