# SPDX-License-Identifier: GPL-2.0-only
# A write does not cancel the read that is being cached.
# file: range.c
# scenario: ordering/disks_without_latency
# item: 4.7
# kind: merge
s/^\t\t\trange->is_cancelled = true;$/\t\t\t;/
