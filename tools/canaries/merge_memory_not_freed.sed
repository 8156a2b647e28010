# SPDX-License-Identifier: GPL-2.0-only
# Each merge with a block on the SSD costs a block of memory.
# file: defer.c
# scenario: ordering/merges_from_everywhere
# item: 4.7
# kind: unwinding
s/^\t\tmempool_free\(pre\.data, .*$/\t\t(void)0;/
