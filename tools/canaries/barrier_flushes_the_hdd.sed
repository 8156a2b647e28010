# SPDX-License-Identifier: GPL-2.0-only
# Each barrier flushes the HDD as well, whether anything went past the log or not.
# file: barrier.c
# scenario: ordering/barriers_do_not_wait_for_the_hdd
# item: 4.9
# kind: wait
/^bool wb_barrier_commit/,/^}/s/^\twb_flush_cache\(wb\);$/&\n\twb_flush_backing(wb, true);/
