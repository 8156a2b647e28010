/* SPDX-License-Identifier: GPL-2.0-only */
/* The freezer: this machine is never suspended, nothing is ever asked to freeze. */
#ifndef _LINUX_FREEZER_H
#define _LINUX_FREEZER_H

#include <linux/sched.h>
#include <linux/wait.h>

static inline bool freezing(struct task_struct *task)
{
	return false;
}

static inline bool try_to_freeze(void)
{
	might_sleep();
	return false;
}

static inline void set_freezable(void)
{
	current->flags &= ~PF_NOFREEZE;
}

#endif
