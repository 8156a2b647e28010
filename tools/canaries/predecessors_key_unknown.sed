# SPDX-License-Identifier: GPL-2.0-only
# A key of dm-writeboost 2.2 is not known.
# file: args.c
# scenario: lifecycle/tables_of_the_predecessor_are_taken
# item: 4.6
# kind: policy
s/KEY\(nr_read_cache_cells,/KEY(nr_read_cells,/
