// SPDX-License-Identifier: GPL-2.0-only
/*
 * Completions.
 *
 * From: whoever waits for an end; complete() from any context.
 * To:   schedule(), sched_wake().
 *
 * First come, first served: complete() gives its count to the first in line and does not
 * touch the object afterwards, so a waiter may have it on its stack (F7.11).
 */
#include <linux/completion.h>

#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/sched.h>
#include <linux/wait.h>

#include "finding.h"
#include "memory.h"

struct completion_waiter {
	struct list_head entry;
	struct task_struct *task;
	bool is_given;
};

static void completion_check(const struct completion *x, const char *call)
{
	if (x->magic != COMPLETION_MAGIC)
		finding_report("bad-completion",
			       "%s: the completion was never initialised, or was freed (magic %#x)",
			       call, x->magic);
}

void completion_init(struct completion *x, const char *name)
{
	x->done = 0;
	x->magic = COMPLETION_MAGIC;
	x->name = name;
	INIT_LIST_HEAD(&x->waiters);
}

void reinit_completion(struct completion *x)
{
	completion_check(x, "reinit_completion");
	if (!list_empty(&x->waiters))
		finding_report("completion-reinit",
			       "reinit_completion() of '%s' while somebody waits for it (F7.11)",
			       x->name);
	x->done = 0;
}

/* --- completing --- */

static void waiter_leave(struct completion *x, struct completion_waiter *waiter)
{
	list_del(&waiter->entry);
	if (list_empty(&x->waiters))
		memory_active_del(x);
}

/* The first in line goes on, with a count of its own: nobody overtakes it. */
static bool give_first(struct completion *x)
{
	struct completion_waiter *waiter;

	if (list_empty(&x->waiters))
		return false;
	waiter = list_first_entry(&x->waiters, struct completion_waiter, entry);
	waiter_leave(x, waiter);
	waiter->is_given = true;
	sched_wake(waiter->task, TASK_NORMAL);
	return true;
}

void complete(struct completion *x)
{
	sched_point(POINT_WAKE);
	completion_check(x, "complete");
	if (!give_first(x) && x->done != UINT_MAX)
		x->done++;
	sched_point(POINT_UNLOCK);
}

void complete_all(struct completion *x)
{
	sched_point(POINT_WAKE);
	completion_check(x, "complete_all");
	x->done = UINT_MAX;
	while (give_first(x))
		;
	sched_point(POINT_UNLOCK);
}

/* --- waiting --- */

static bool take(struct completion *x)
{
	if (!x->done)
		return false;
	if (x->done != UINT_MAX)
		x->done--;
	return true;
}

/* Jiffies left, 0 if the time was over first, -ERESTARTSYS if a signal came first. */
static long line_up(struct completion *x, long timeout, unsigned int state)
{
	struct completion_waiter waiter = { .task = current };

	if (list_empty(&x->waiters))
		memory_active_add(x, "a completion that is waited for");
	list_add_tail(&waiter.entry, &x->waiters);
	while (!waiter.is_given && timeout) {
		if (signal_pending_state(state, current)) {
			timeout = -ERESTARTSYS;
			break;
		}
		__set_current_state(state);
		sched_waits_on(x->name);
		timeout = schedule_timeout(timeout);
		sched_waits_on(NULL);
	}
	__set_current_state(TASK_RUNNING);
	if (waiter.is_given)
		return timeout > 0 ? timeout : 1;
	waiter_leave(x, &waiter);
	return timeout;
}

static long wait_for(struct completion *x, long timeout, unsigned int state, const char *call)
{
	sched_might_sleep(call);
	completion_check(x, call);
	if (take(x))
		return timeout ?: 1;
	return line_up(x, timeout, state);
}

void wait_for_completion(struct completion *x)
{
	wait_for(x, MAX_SCHEDULE_TIMEOUT, TASK_UNINTERRUPTIBLE, "wait_for_completion");
}

void wait_for_completion_io(struct completion *x)
{
	wait_for(x, MAX_SCHEDULE_TIMEOUT, TASK_UNINTERRUPTIBLE, "wait_for_completion_io");
}

int wait_for_completion_interruptible(struct completion *x)
{
	long r = wait_for(x, MAX_SCHEDULE_TIMEOUT, TASK_INTERRUPTIBLE,
			  "wait_for_completion_interruptible");

	return r < 0 ? r : 0;
}

int wait_for_completion_killable(struct completion *x)
{
	long r = wait_for(x, MAX_SCHEDULE_TIMEOUT, TASK_KILLABLE, "wait_for_completion_killable");

	return r < 0 ? r : 0;
}

unsigned long wait_for_completion_timeout(struct completion *x, unsigned long timeout)
{
	return wait_for(x, timeout, TASK_UNINTERRUPTIBLE, "wait_for_completion_timeout");
}

unsigned long wait_for_completion_io_timeout(struct completion *x, unsigned long timeout)
{
	return wait_for(x, timeout, TASK_UNINTERRUPTIBLE, "wait_for_completion_io_timeout");
}

long wait_for_completion_interruptible_timeout(struct completion *x, unsigned long timeout)
{
	return wait_for(x, timeout, TASK_INTERRUPTIBLE,
			"wait_for_completion_interruptible_timeout");
}

long wait_for_completion_killable_timeout(struct completion *x, unsigned long timeout)
{
	return wait_for(x, timeout, TASK_KILLABLE, "wait_for_completion_killable_timeout");
}

bool try_wait_for_completion(struct completion *x)
{
	sched_point(POINT_LOCK);
	completion_check(x, "try_wait_for_completion");
	return take(x);
}

bool completion_done(struct completion *x)
{
	sched_point(POINT_ACCESS);
	completion_check(x, "completion_done");
	return x->done != 0;
}
