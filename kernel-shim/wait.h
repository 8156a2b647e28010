/* SPDX-License-Identifier: GPL-2.0-only */
/* What wait.c offers to the rest of the shim. */
#ifndef SHIM_WAIT_H
#define SHIM_WAIT_H

#include <linux/wait.h>

/* As __wake_up(), but not a scheduling point. */
void wait_wake(struct wait_queue_head *wq_head, unsigned int mode, int nr, void *key);

#endif
