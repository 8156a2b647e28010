# SPDX-License-Identifier: GPL-2.0-only
# A read is cached although its blocks have been overwritten meanwhile.
# file: append.c
# scenario: ordering/disks_without_latency
# item: 4.7
# kind: dirty
s/!range->is_cancelled && //
