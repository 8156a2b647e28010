# SPDX-License-Identifier: GPL-2.0-only
# Two versions of one sector are on their way to the HDD at once.
# file: collect.c
# scenario: writeback/batch_with_versions
# item: 4.8
# kind: merge
s/^\t\titem\.bits &= ~seen;$//
