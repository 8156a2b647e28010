# SPDX-License-Identifier: GPL-2.0-only
# on-disk: any magic will do.
# file: sim/observer-log.c
# test: observer_test
# kind: oracle
s/le32toh\(super\.magic\) != WB_MAGIC \|\| //
