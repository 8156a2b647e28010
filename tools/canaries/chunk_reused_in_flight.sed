# SPDX-License-Identifier: GPL-2.0-only
# A chunk is read into while its last content is being written.
# file: copy.c
# scenario: writeback/batch_of_many_chunks
# item: 4.8
# kind: wait
/^int wb_batch_copy\(/,/^}/{s/^\t\twb_io_wait\(&other->writes\);$//}
