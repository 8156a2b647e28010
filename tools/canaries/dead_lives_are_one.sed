# SPDX-License-Identifier: GPL-2.0-only
# An answer from a former life counts in this one.
# file: sim/dead.c
# test: completion_test
# kind: oracle
s/at_submission >> 1 != d->life/0/
