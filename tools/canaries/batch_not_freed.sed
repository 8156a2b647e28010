# SPDX-License-Identifier: GPL-2.0-only
# A removed device leaves the memory of its batches.
# file: writeback.c
# scenario: smoke/first_write
# item: 4.1
# kind: unwinding
s/^\t\tvfree\(wb->batch->chunks\[i\]\.data\);$/\t\t;/
