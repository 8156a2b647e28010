# SPDX-License-Identifier: GPL-2.0-only
# What recovery writes once more may have got another id on its way.
# file: recover.c
# scenario: regress/segment_changes_before_it_is_rewritten
# item: 4.10
# kind: id
s/le64_to_cpu\(header->id\) == id && header->length/header->length/
