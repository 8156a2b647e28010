# SPDX-License-Identifier: GPL-2.0-only
# A new log begins with the record of the old one.
# file: superblock.c
# scenario: recovery/formatting_forgets_everything
# item: 4.10
# kind: format
s/^\tr = wb_record_write\(wb, 0\);$/\tr = 0;/
