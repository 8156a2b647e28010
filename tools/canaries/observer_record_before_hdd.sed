# SPDX-License-Identifier: GPL-2.0-only
# I3: the record may name what is not on the HDD.
# file: sim/observer-log.c
# test: observer_test
# kind: oracle
# in-test: yes
/^static bool check_covered\(/,/^}/{s/return hdd_holds\(o, \(u32\)idx\);/return true;/}
