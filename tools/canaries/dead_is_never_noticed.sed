# SPDX-License-Identifier: GPL-2.0-only
# An -EIO does not show that a device is dead.
# file: sim/dead.c
# test: completion_test
# kind: oracle
/^bool dead_answer\(/,/^}/{s/error == -EIO \&\& !d->is_exposed/0/}
