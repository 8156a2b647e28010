# SPDX-License-Identifier: GPL-2.0-only
# A slot that was read for a merge is never free again.
# file: defer.c
# scenario: ordering/merges_from_everywhere
# item: 4.7
# kind: unwinding
s/^\twb_segment_put_reader\(wb, pre->seg\);$//
