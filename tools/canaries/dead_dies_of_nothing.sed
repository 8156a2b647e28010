# SPDX-License-Identifier: GPL-2.0-only
# Status may say dead though no disk has failed.
# file: sim/dead.c
# test: completion_test
# kind: oracle
s/is_dead \&\& sees_disks \&\& !dead_is_suspect\(d\)/0/
