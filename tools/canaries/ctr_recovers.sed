# SPDX-License-Identifier: GPL-2.0-only
# The constructor recovers, while another table lives on the same disks.
# file: target.c
# scenario: lifecycle/reload_over_live_table
# item: 4.1
# kind: format
s/^static void writeboost_dtr/static int activate(struct wb_device *wb);\n&/
s/^\tti->private = wb;$/&\n\tactivate(wb);/
s/^static int writeboost_ctr/static int activate(struct wb_device *wb);\n&/
