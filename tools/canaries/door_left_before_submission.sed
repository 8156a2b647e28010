# SPDX-License-Identifier: GPL-2.0-only
# An I/O of our own is submitted behind the door.
# file: io.c
# scenario: dead/nobody_writes_after_a_failed_read
# item: 4.2
# kind: dead
/^static void io_issue\(/,/^}/{/^\tdoor_leave\(wb\);$/d;s/^\tsubmit_bio\(&io->bio\);$/\tdoor_leave(wb);\n\tsubmit_bio(\&io->bio);/}
