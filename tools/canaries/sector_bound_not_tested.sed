# SPDX-License-Identifier: GPL-2.0-only
# A metablock may lie beyond the backing device.
# file: recover.c
# scenario: recovery/forged_metablock_is_refused
# item: 4.10
# kind: bounds
s/^\tif \(sector >= rec->nr_backing_sectors \|\|$/\tif (0 \&\&/
