# SPDX-License-Identifier: GPL-2.0-only
# -EOPNOTSUPP from a discard makes the device dead.
# file: map.c
# scenario: dead/unsupported_discard_is_no_error
# item: 4.2
# kind: dead
s/\*error == BLK_STS_NOTSUPP && .*\) \{/0) {/
s/\*error == BLK_STS_IOERR/1/
