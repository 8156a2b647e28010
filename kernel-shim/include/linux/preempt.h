/* SPDX-License-Identifier: GPL-2.0-only */
/* Preemption and bottom halves of this CPU, off and on. Both are depths. */
#ifndef _LINUX_PREEMPT_H
#define _LINUX_PREEMPT_H

#include <linux/sched.h>

void preempt_disable(void);
void preempt_enable(void);
void local_bh_disable(void);
void local_bh_enable(void); /* not with interrupts off */

#define preempt_count() (sched_atomic()->preempt)
#define preemptible() (!sched_is_atomic())
#define preempt_enable_no_resched() preempt_enable()

#endif
