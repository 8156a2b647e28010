# SPDX-License-Identifier: GPL-2.0-only
# Dirty sectors may lie behind the end of the backing device.
# file: recover.c
# scenario: recovery/forged_metablock_is_refused
# item: 4.10
# kind: bounds
s/rec->nr_backing_sectors - sector < fls\(bits\)/0/
