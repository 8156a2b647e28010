# SPDX-License-Identifier: GPL-2.0-only
# An error of our own I/O that is not -EIO is ignored.
# file: io.c
# scenario: dead/unknown_errors_kill_and_warn_once
# item: 4.2
# kind: dead
/^static void io_end\(/,/^}/{s/^\tif \(status\) \{$/\tif (status == BLK_STS_IOERR) {/}
