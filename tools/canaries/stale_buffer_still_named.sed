# SPDX-License-Identifier: GPL-2.0-only
# A written segment still points to the buffer that it was in.
# file: flush.c
# scenario: ordering/barriers_under_load
# item: 4.12
# kind: wait
s/^\tseg->buf = NULL;$//
