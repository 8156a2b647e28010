# SPDX-License-Identifier: GPL-2.0-only
# A barrier is answered with the segment before its own.
# file: barrier.c
# scenario: ordering/barriers_under_load
# item: 4.9
# kind: id
s/covers <= wb->last_written_id/covers <= wb->last_written_id + 1/
