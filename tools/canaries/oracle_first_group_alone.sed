# SPDX-License-Identifier: GPL-2.0-only
# Of a long read only the first eight sectors are judged.
# file: sim/oracle-read.c
# test: oracle_test
# kind: oracle
s/is_legal \&\& nr < range_group_end\(read\.sector, read\.nr_sectors\)/nr == read.sector \/ GROUP_SECTORS/
