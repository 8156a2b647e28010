# SPDX-License-Identifier: GPL-2.0-only
# Recovery goes on behind a torn segment.
# file: recover.c
# scenario: recovery/beyond_the_gap_never_returns
# item: 4.10
# kind: id
s/^\t\trec->is_over = true;$/\t\trec->end = id;/
