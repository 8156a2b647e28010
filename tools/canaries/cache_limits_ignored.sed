# SPDX-License-Identifier: GPL-2.0-only
# The limits of the cache device are not stacked.
# file: target.c
# scenario: lifecycle/limits_of_both_disks
# item: 4.5
s/^\treturn fn\(ti, wb->disk\[WB_CACHE\].*$/\treturn r;/
