# SPDX-License-Identifier: GPL-2.0-only
# Of a write of several blocks one is done, and all are answered.
# file: map.c
# scenario: ordering/newest_write_wins
# item: 4.12
# kind: completion
/^static void map_write\(/,/^}/{s/^\t\taccept\(bio, nr_done\);$/\t\t;/}
