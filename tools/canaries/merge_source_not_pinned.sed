# SPDX-License-Identifier: GPL-2.0-only
# A written buffer takes new data while a merge still copies out of it.
# file: append.c
# scenario: ordering/buffer_waits_for_its_merges
# item: 4.12
# kind: lock
/^static bool __find_old/,/^}/s/^\t\twb_rambuf_pin\(seg->buf\);$//
/^static enum wb_appended append\(/,/^}/{/if \(plan\.from_buf\)/d;s/^\t\t\twb_rambuf_unpin\(wb, plan\.from_buf\);$//}
