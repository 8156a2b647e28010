# SPDX-License-Identifier: GPL-2.0-only
# Blocks become one I/O that are not neighbours on the disk.
# file: io.c
# scenario: writeback/batch_with_versions
# item: 4.8
# kind: merge
s/run->sector \+ run->nr_bytes \/ WB_SECTOR_BYTES != sector \|\|$/0 ||/
