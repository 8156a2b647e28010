# SPDX-License-Identifier: GPL-2.0-only
# sync_data_interval comes round during a suspend.
# file: target.c
# scenario: lifecycle/suspended_means_quiet
# item: 4.1
# kind: wait
/^static void writeboost_postsuspend/,/^}/s/^\tcancel_delayed_work_sync\(.*$//
