# SPDX-License-Identifier: GPL-2.0-only
# I4: any slot may be cleared.
# file: sim/observer-log.c
# test: observer_test
# kind: oracle
s/is_clear \&\& slot->id > run_end\(o\)/is_clear/
