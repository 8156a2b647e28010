# SPDX-License-Identifier: GPL-2.0-only
# Blocks that are written back stay counted.
# file: index.c
# scenario: writeback/full_log_makes_room
# item: 4.6
# kind: dirty
s/^\t\twb->nr_dirty--;$/\t\t;/
