# SPDX-License-Identifier: GPL-2.0-only
# The cursor of the status is one too far.
# file: status.c
# scenario: lifecycle/status_tells_the_truth
# item: 4.6
# kind: off-by-one
s/cursor = wb->open->seg->length;/cursor = wb->open->seg->length + 1;/
