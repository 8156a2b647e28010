# SPDX-License-Identifier: GPL-2.0-only
# The end of a read from the HDD is not accounted.
# file: map.c
# scenario: writeback/idle_hdd_is_used
# item: 4.8
# kind: policy
/^static void release/,/^}/s/^\t\twb_busy_end\(&wb->busy\);$/\t\t(void)0;/
