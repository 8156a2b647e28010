# SPDX-License-Identifier: GPL-2.0-only
# A dead device may write.
# file: sim/dead.c
# test: completion_test
# kind: oracle
# in-test: yes
s/!d->is_exposed \|\| stage != DISK_STAGE_SUBMIT/1 \|\| stage != DISK_STAGE_SUBMIT/
