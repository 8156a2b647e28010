# SPDX-License-Identifier: GPL-2.0-only
# drop_caches on a suspended device waits for daemons that rest.
# file: target.c
# scenario: lifecycle/drop_caches_ends_with_suspend
# item: 4.1
# kind: wait
/^static void writeboost_postsuspend/,/^}/s/WRITE_ONCE\(wb->is_running, false\);/(void)0;/
