# SPDX-License-Identifier: GPL-2.0-only
# A cache device of another segment size is refused, but its record is reset.
# file: superblock.c
# scenario: lifecycle/failed_resume_changes_nothing
# item: 4.1
# kind: format
s/^\tif \(wanted && wanted != order\)$/&\n\t\twb_record_write(wb, 0);\n&/
