# SPDX-License-Identifier: GPL-2.0-only
# A superseded block stays in the dirty count.
# file: index.c
# scenario: lifecycle/suspend_and_resume_keep_contents
# item: 4.8
# kind: unwinding
/^void __wb_index_remove/,/^}/s/^\twb->nr_dirty -= mb->is_dirty;$//
