# SPDX-License-Identifier: GPL-2.0-only
# The first I/O of a group ends it.
# file: io.c
# scenario: smoke/first_write
# item: 4.12
# kind: completion
/^void wb_io_begin\(/,/^}/{s/nr_pending, 1\)/nr_pending, 0)/}
