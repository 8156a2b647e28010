// SPDX-License-Identifier: GPL-2.0-only
/*
 * Waiting for works: flushing, cancelling, draining.
 *
 * From: process context; cancel_work() and cancel_delayed_work() from anywhere.
 * To:   workqueue.c, which ends flushers as runs end and as items leave their queue.
 *
 * A flusher is on the waiter's stack and names the item only by its address: a work may
 * free itself while somebody waits for its run. F7.19.
 */
#include "work.h"

#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/sched.h>

#include "boot.h"
#include "finding.h"
#include "lock.h"
#include "memory.h"
#include "timer.h"

static struct wait_queue_head cancelled;

static const char *work_name(const struct work_struct *work)
{
	return finding_symbol(work->func);
}

/* An I/O path that may need memory to go on must not wait for one that may not (F5.25). */
static void check_dependency(const struct workqueue_struct *wq, const char *call)
{
	const struct worker *worker = worker_current();
	bool must_progress = worker &&
			     (worker->wq->flags & (WQ_MEM_RECLAIM | __WQ_LEGACY)) == WQ_MEM_RECLAIM;

	if (wq->flags & WQ_MEM_RECLAIM)
		return;
	if (must_progress || (current && current->flags & PF_MEMALLOC))
		finding_report("flush-dependency",
			       "%s: '%s', which must make progress in memory reclaim, waits for "
			       "workqueue '%s', which need not (F5.25)",
			       call, must_progress ? worker->wq->name : current->comm, wq->name);
}

static void check_deadlock(const struct work_struct *work, const struct workqueue_struct *wq,
			   const char *call)
{
	const struct worker *self = worker_current();

	if (!self)
		return;
	if (self->work == work)
		finding_report("flush-deadlock", "%s of work '%s' in its own function (F7.19)",
			       call, work_name(work));
	if (self->wq == wq && wq->max_active == 1)
		finding_report("flush-deadlock",
			       "%s of work '%s' by an item of the same workqueue '%s', which runs "
			       "one item at a time (F7.19)",
			       call, work_name(work), wq->name);
}

/* Wait for the run that is queued, or else for the one that is going on. */
static bool flush_run(struct work_struct *work, const char *call)
{
	bool is_queued = !list_empty(&work->entry);
	const struct worker *worker = is_queued ? NULL : worker_running(work);
	const struct workqueue_struct *wq = is_queued ? work->wq : worker ? worker->wq : NULL;
	struct flusher f = { .work = work, .worker = worker, .task = current };

	if (!wq)
		return false;
	check_deadlock(work, wq, call);
	check_dependency(wq, call);
	list_add_tail(&f.entry, &flushers);
	while (!f.is_over) {
		__set_current_state(TASK_UNINTERRUPTIBLE);
		sched_waits_on(work->dep.name);
		schedule();
		sched_waits_on(NULL);
	}
	return true;
}

bool flush_work(struct work_struct *work)
{
	sched_might_sleep("flush_work");
	work_check(work, "flush_work");
	if (!(worker_current() && worker_current()->work == work))
		lock_order_touch(&work->dep);
	return flush_run(work, "flush_work()");
}

bool flush_delayed_work(struct delayed_work *dwork)
{
	sched_might_sleep("flush_delayed_work");
	work_check(&dwork->work, "flush_delayed_work");
	if (timer_disarm(&dwork->timer))
		work_enqueue(dwork->wq, &dwork->work);
	return flush_work(&dwork->work);
}

static bool cancel(struct work_struct *work, struct timer_list *timer)
{
	bool was_pending;

	sched_point(POINT_ATOMIC);
	work_check(work, "cancel_work");
	if (work->is_cancelling)
		return false;
	was_pending = work_grab(work, timer);
	work->is_pending = false;
	return was_pending;
}

/* While it waits the item counts as pending: it cannot queue itself again. */
static bool cancel_sync(struct work_struct *work, struct timer_list *timer, const char *call)
{
	bool was_pending;

	sched_might_sleep(call);
	work_check(work, call);
	while (work->is_cancelling)
		wait_event(cancelled, !work->is_cancelling);
	if (!(worker_current() && worker_current()->work == work))
		lock_order_touch(&work->dep);
	was_pending = work_grab(work, timer);
	work->is_pending = true;
	work->is_cancelling = true;
	flush_run(work, call);
	work->is_pending = false;
	work->is_cancelling = false;
	wake_up_all(&cancelled);
	return was_pending;
}

bool cancel_work(struct work_struct *work)
{
	return cancel(work, NULL);
}

bool cancel_delayed_work(struct delayed_work *dwork)
{
	return cancel(&dwork->work, &dwork->timer);
}

bool cancel_work_sync(struct work_struct *work)
{
	return cancel_sync(work, NULL, "cancel_work_sync()");
}

bool cancel_delayed_work_sync(struct delayed_work *dwork)
{
	return cancel_sync(&dwork->work, &dwork->timer, "cancel_delayed_work_sync()");
}

unsigned int work_busy(struct work_struct *work)
{
	work_check(work, "work_busy");
	return (work->is_pending ? WORK_BUSY_PENDING : 0) |
	       (worker_running(work) ? WORK_BUSY_RUNNING : 0);
}

static void check_queue(struct workqueue_struct *wq, const char *call)
{
	const struct worker *worker = worker_current();

	sched_might_sleep(call);
	if (wq->is_destroyed)
		finding_report("wq-destroyed", "%s() of workqueue '%s' after its end", call,
			       wq->name);
	if (worker && worker->wq == wq)
		finding_report("flush-deadlock",
			       "%s() of workqueue '%s' by one of its own items (F7.19)", call,
			       wq->name);
	check_dependency(wq, call);
	lock_order_touch(&wq->dep);
}

void flush_workqueue(struct workqueue_struct *wq)
{
	u64 seq = wq->next_seq;

	check_queue(wq, "flush_workqueue");
	wait_event(wq->progress, !workqueue_is_busy(wq, seq));
}

void drain_workqueue(struct workqueue_struct *wq)
{
	check_queue(wq, "drain_workqueue");
	wq->nr_drainers++;
	wait_event(wq->progress, !workqueue_is_busy(wq, ~0ULL));
	wq->nr_drainers--;
}

static void work_wait_boot(void)
{
	init_waitqueue_head(&cancelled);
}

SHIM_SUBSYSTEM(work_wait, 30, work_wait_boot, NULL);
