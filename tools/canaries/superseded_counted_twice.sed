# SPDX-License-Identifier: GPL-2.0-only
# A superseded block leaves the dirty count twice.
# file: index.c
# scenario: writeback/batch_with_versions
# item: 4.8
# kind: dirty
s/mb->is_dirty && !hlist_unhashed\(&mb->node\)/mb->is_dirty/
