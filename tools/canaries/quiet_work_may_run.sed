# SPDX-License-Identifier: GPL-2.0-only
# I10: work may run during a suspend.
# file: sim/quiet.c
# test: quiet_test
# kind: oracle
s/nr_works == q->nr_works/1/
