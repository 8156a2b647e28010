# SPDX-License-Identifier: GPL-2.0-only
# What is tried again still carries the former error.
# file: io.c
# scenario: dead/no_memory_waits_and_retries
# item: 4.2
# kind: dead
/^void wb_bio_rewind\(/,/^}/{s/^\tbio->bi_status = BLK_STS_OK;$//}
