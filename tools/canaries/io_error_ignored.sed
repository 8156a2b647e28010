# SPDX-License-Identifier: GPL-2.0-only
# An error of our own I/O is no matter.
# file: io.c
# scenario: dead/ssd_write_error_kills_for_good
# item: 4.2
# kind: dead
/^static void io_end/,/^}/s/^\t\twb_die\(wb, io->disk\);$//
