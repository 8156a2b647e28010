# SPDX-License-Identifier: GPL-2.0-only
# A flush is answered while what went past the log is volatile on the HDD.
# file: barrier.c
# scenario: durability/flush_covers_what_bypassed
# item: 4.13
# kind: flush
s/\(bio->bi_opf & REQ_PREFLUSH\) && !backing_is_durable\(wb\)/0/
s/ && backing_is_durable\(wb\);/;/
