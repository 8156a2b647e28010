# SPDX-License-Identifier: GPL-2.0-only
# A write past the log is submitted behind the door.
# file: io.c
# scenario: dead/death_is_told_when_nobody_submits
# item: 4.2
# kind: dead
/^void wb_io_pass\(/,/^}/{/^\tdoor_leave\(wb\);$/d;s/^\tsubmit_bio_noacct\(bio\);$/\tdoor_leave(wb);\n\tsubmit_bio_noacct(bio);/}
