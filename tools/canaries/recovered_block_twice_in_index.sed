# SPDX-License-Identifier: GPL-2.0-only
# The older copy of a block stays in the index.
# file: recover.c
# scenario: recovery/superseded_copies_are_forgotten
# item: 4.10
# kind: dirty
s/^\t\t__wb_index_remove\(wb, old\);$/\t\t(void)old;/
