# SPDX-License-Identifier: GPL-2.0-only
# Recovery ends one segment too early.
# file: recover.c
# scenario: smoke/first_write
# item: 4.10
# kind: id
s/rec->max_id = le64_to_cpu\(header->id\);/rec->max_id = le64_to_cpu(header->id) - 1;/
