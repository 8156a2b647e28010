# SPDX-License-Identifier: GPL-2.0-only
# After a discard the old content is demanded.
# file: sim/oracle-read.c
# test: oracle_test
# kind: oracle
s/\(v->is_any \? 0xff :/(0 ? 0xff :/
