# SPDX-License-Identifier: GPL-2.0-only
# Neighbouring sectors of different blocks in memory become one write.
# file: io.c
# scenario: recovery/versions_with_other_sectors_are_written_back
# item: 4.8
# kind: merge
s/ != sector \|\|$/ != sector)/
s/^\t    run->data \+ run->nr_bytes != data\)$//
