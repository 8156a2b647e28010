/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Completions. F7.11: counted, first come first served; complete_all() sticks until
 * reinit_completion(). The waiter may free the object as soon as it returns.
 */
#ifndef _LINUX_COMPLETION_H
#define _LINUX_COMPLETION_H

#include <linux/errno.h>
#include <linux/list.h>
#include <linux/types.h>

#define COMPLETION_MAGIC 0x636f6d70u

struct completion {
	unsigned int done; /* UINT_MAX: complete_all() */
	u32 magic;
	struct list_head waiters;
	const char *name;
};

#define COMPLETION_INITIALIZER(work)                                                  \
	{                                                                             \
		.magic = COMPLETION_MAGIC, .waiters = LIST_HEAD_INIT((work).waiters), \
		.name = #work,                                                        \
	}
#define COMPLETION_INITIALIZER_ONSTACK(work) \
	(*({                                 \
		init_completion(&work);      \
		&work;                       \
	}))
#define DECLARE_COMPLETION(work) struct completion work = COMPLETION_INITIALIZER(work)
#define DECLARE_COMPLETION_ONSTACK(work) struct completion work = COMPLETION_INITIALIZER(work)

void completion_init(struct completion *x, const char *name);
#define init_completion(x) completion_init(x, #x)
void reinit_completion(struct completion *x); /* nobody may be waiting */

void complete(struct completion *x); /* any context */
void complete_all(struct completion *x);
void wait_for_completion(struct completion *x);
void wait_for_completion_io(struct completion *x);
int wait_for_completion_interruptible(struct completion *x);
int wait_for_completion_killable(struct completion *x);
/* 0: timed out; else jiffies left, at least 1. */
unsigned long wait_for_completion_timeout(struct completion *x, unsigned long timeout);
unsigned long wait_for_completion_io_timeout(struct completion *x, unsigned long timeout);
long wait_for_completion_interruptible_timeout(struct completion *x, unsigned long timeout);
long wait_for_completion_killable_timeout(struct completion *x, unsigned long timeout);
bool try_wait_for_completion(struct completion *x);
bool completion_done(struct completion *x);

#endif
