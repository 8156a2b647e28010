# SPDX-License-Identifier: GPL-2.0-only
# A flush is taken from its queue and forgotten.
# file: barrier.c
# scenario: smoke/first_write
# item: 4.9
# kind: barrier
/^bool wb_barrier_commit/,/^}/s/^\t\t\tanswer\(wb, bio\);$/\t\t\tbio = NULL;/
