# SPDX-License-Identifier: GPL-2.0-only
# A suspend does not wait for what workers still do.
# file: target.c
# scenario: lifecycle/remove_under_load_ends
# item: 4.1
# kind: wait
# survives: dm has drained the bios and the sync work is cancelled, so no worker is left that could need room; the queue is flushed once more at the end
s/^\tflush_workqueue\(wb->wq\); .*$//
