# SPDX-License-Identifier: GPL-2.0-only
# The first pool stays if the second cannot be made.
# file: io.c
# scenario: memory/create_survives_any_failed_allocation
# item: 4.1
# kind: unwinding
/^int wb_io_init\(/,/^}/{s/^\t\tmempool_exit\(&wb->blocks\);$/\t\t;/}
