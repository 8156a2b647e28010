# SPDX-License-Identifier: GPL-2.0-only
# A slot that is taken again begins where the old segment ended.
# file: rambuf.c
# scenario: writeback/full_log_makes_room
# item: 4.12
# kind: off-by-one
/^bool __wb_rambuf_open\(/,/^}/{s/^\tseg->length = 0;$//}
