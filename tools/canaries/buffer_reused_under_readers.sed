# SPDX-License-Identifier: GPL-2.0-only
# A written buffer takes new data while somebody still copies out of it.
# file: flush.c
# scenario: ordering/barriers_under_load
# item: 4.12
/wake_up\(&wb->writeback_wait\);/,/^}/s/^\twait_for_pins\(wb, buf\);$//
