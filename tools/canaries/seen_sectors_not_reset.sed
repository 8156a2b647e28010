# SPDX-License-Identifier: GPL-2.0-only
# Sectors count as seen because another block had them.
# file: collect.c
# scenario: writeback/batch_with_versions
# item: 4.8
# kind: dirty
s/^\t\t\tseen = 0;$/\t\t\t;/
