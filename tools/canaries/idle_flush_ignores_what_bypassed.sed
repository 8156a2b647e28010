# SPDX-License-Identifier: GPL-2.0-only
# A flush that finds the log durable does not look at the HDD.
# file: barrier.c
# scenario: durability/flush_covers_what_bypassed
# item: 4.13
# kind: flush
s/ && backing_is_durable\(wb\);/;/
