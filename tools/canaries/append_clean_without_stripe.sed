# SPDX-License-Identifier: GPL-2.0-only
# A block of the read cache is read while it is filled in.
# file: append.c
# scenario: ordering/disks_without_latency
# item: 4.7
# kind: lock
/^void wb_append_clean\(/,/^}/{/spin_(un)?lock\(stripe\)/d}
