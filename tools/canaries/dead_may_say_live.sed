# SPDX-License-Identifier: GPL-2.0-only
# Status may say live of a device that is known to be dead.
# file: sim/dead.c
# test: completion_test
# kind: oracle
s/!is_dead \&\& at_question \& 1/0/
