# SPDX-License-Identifier: GPL-2.0-only
# Recovery ends one segment too early.
# file: recover.c
# scenario: smoke/first_write
# item: 4.10
s/^\t\trec->max_id = id;$/\t\trec->max_id = id - 1;/
