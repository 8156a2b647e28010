# SPDX-License-Identifier: GPL-2.0-only
# Discards are taken because the SSD knows them, although they go to the HDD.
# file: target.c
# scenario: ordering/discard_needs_a_disk_that_can
# item: 4.11
# kind: bounds
s/wb_limit_discards\(limits, .*/;/
