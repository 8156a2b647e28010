/* SPDX-License-Identifier: GPL-2.0-only */
/* What timer.c offers to workqueue.c: the calls without their scheduling points. */
#ifndef SHIM_TIMER_H
#define SHIM_TIMER_H

#include <linux/timer.h>

bool timer_arm(struct timer_list *timer, unsigned long expires); /* true: it was pending */
bool timer_disarm(struct timer_list *timer); /* true: it was pending */

#endif
