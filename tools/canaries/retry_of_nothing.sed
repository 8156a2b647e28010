# SPDX-License-Identifier: GPL-2.0-only
# A second attempt goes on where the first one ended.
# file: io.c
# scenario: dead/no_memory_waits_and_retries
# item: 4.2
# kind: dead
s/^\tbio->bi_iter = iter;$//
