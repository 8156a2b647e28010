# SPDX-License-Identifier: GPL-2.0-only
# The blocks for merging outlive the device.
# file: io.c
# scenario: smoke/first_write
# item: 4.1
# kind: unwinding
/^void wb_io_exit\(/,/^}/{s/^\tmempool_exit\(&wb->blocks\);$//}
