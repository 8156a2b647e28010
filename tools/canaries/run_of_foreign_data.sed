# SPDX-License-Identifier: GPL-2.0-only
# Neighbouring sectors of different blocks in memory become one write.
# file: copy.c
# scenario: writeback/batch_with_versions
# item: 4.8
# survives: a copy holds all sectors of the dirty ones before it, so neighbours are together anyway
s/ != sector \|\|$/ != sector)/
s/^\t    run->data \+ run->nr_bytes != data\)$//
