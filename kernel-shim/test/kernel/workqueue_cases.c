// SPDX-License-Identifier: GPL-2.0-only
/* Workqueues: F7.19, F7.20, F5.25. More is in conformance/workqueue.c. */
#include "cases.h"

#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/workqueue.h>

struct item {
	struct work_struct work;
	struct workqueue_struct *wq;
	struct item *other;
	int nr_runs, nr_inside;
};

static struct workqueue_struct *ordered(void)
{
	return alloc_ordered_workqueue("case", WQ_MEM_RECLAIM);
}

static void item_run(struct work_struct *work)
{
	struct item *item = container_of(work, struct item, work);

	CASE_EXPECT(++item->nr_inside == 1);
	CASE_EXPECT(current_work() == work);
	schedule_timeout_uninterruptible(1);
	item->nr_runs++;
	item->nr_inside--;
}

static void item_init(struct item *item, struct workqueue_struct *wq, work_func_t fn)
{
	memset(item, 0, sizeof(*item));
	item->wq = wq;
	INIT_WORK_ONSTACK(&item->work, fn);
}

static int requeue_main(void *data)
{
	struct item *item = data;
	int i;

	for (i = 0; i < 10; i++) {
		queue_work(item->wq, &item->work);
		sched_point(POINT_ACCESS);
	}
	return 0;
}

/* However it is queued, on one queue or two, it never runs beside itself. */
static void never_beside_itself(void *arg)
{
	struct workqueue_struct *wq = alloc_workqueue("many", WQ_UNBOUND, 8);
	struct item item;

	item_init(&item, wq, item_run);
	kthread_run(requeue_main, &item, "requeue");
	schedule_timeout_uninterruptible(1);
	queue_work(system_wq, &item.work);
	schedule_timeout_uninterruptible(2);
	queue_work(wq, &item.work);
	msleep(100);
	CASE_EXPECT(!work_busy(&item.work));
	CASE_EXPECT(item.nr_runs >= 2);
	destroy_workqueue(wq);
	destroy_work_on_stack(&item.work);
}

static void requeue_self(struct work_struct *work)
{
	struct item *item = container_of(work, struct item, work);

	item->nr_runs++;
	schedule_timeout_uninterruptible(1);
	queue_work(item->wq, work);
}

static void cancel_ends_what_queues_itself(void *arg)
{
	struct workqueue_struct *wq = ordered();
	struct item item;
	int nr_runs;

	item_init(&item, wq, requeue_self);
	queue_work(wq, &item.work);
	msleep(50);
	cancel_work_sync(&item.work);
	CASE_EXPECT(!work_busy(&item.work));
	nr_runs = item.nr_runs;
	msleep(50);
	CASE_EXPECT(item.nr_runs == nr_runs);
	destroy_workqueue(wq);
	destroy_work_on_stack(&item.work);
}

static void free_self(struct work_struct *work)
{
	kfree(container_of(work, struct item, work));
}

static void a_work_may_free_itself(void *arg)
{
	struct item *item = kzalloc(sizeof(*item), GFP_KERNEL);
	struct workqueue_struct *wq = ordered();

	INIT_WORK(&item->work, free_self);
	queue_work(wq, &item->work);
	flush_workqueue(wq);
	destroy_workqueue(wq);
}

static void flush_waits_for_the_queued_run(void *arg)
{
	struct workqueue_struct *wq = ordered();
	struct item item;
	int i;

	item_init(&item, wq, item_run);
	for (i = 1; i <= 10; i++) {
		queue_work(wq, &item.work);
		if (i % 2)
			CASE_EXPECT(flush_work(&item.work));
		else
			flush_workqueue(wq);
		CASE_EXPECT(item.nr_runs == i);
	}
	destroy_workqueue(wq);
	destroy_work_on_stack(&item.work);
}

static struct delayed_work late;

static void late_run(struct work_struct *work)
{
}

static void queued_under_a_spinlock(void *arg)
{
	DEFINE_SPINLOCK(lock);

	INIT_DELAYED_WORK(&late, late_run);
	spin_lock_irq(&lock);
	schedule_delayed_work(&late, 1);
	mod_delayed_work(system_wq, &late, 3);
	cancel_delayed_work(&late);
	schedule_delayed_work(&late, 0);
	spin_unlock_irq(&lock);
	cancel_delayed_work_sync(&late);
}

/* --- offenders --- */

static void flush_self(struct work_struct *work)
{
	flush_work(work);
}

static void cancel_self(struct work_struct *work)
{
	cancel_work_sync(work);
}

static void flush_own_queue(struct work_struct *work)
{
	flush_workqueue(container_of(work, struct item, work)->wq);
}

static void flush_other(struct work_struct *work)
{
	struct item *item = container_of(work, struct item, work);

	queue_work(item->wq, &item->other->work);
	flush_work(&item->other->work);
}

static void sleep_atomically(struct work_struct *work)
{
	preempt_disable();
}

static void run_one(work_func_t fn)
{
	struct workqueue_struct *wq = ordered();
	struct item item, other;

	item_init(&item, wq, fn);
	item_init(&other, wq, item_run);
	item.other = &other;
	queue_work(wq, &item.work);
	msleep(100);
}

static void flushed_by_itself(void *arg)
{
	run_one(flush_self);
}

static void cancelled_by_itself(void *arg)
{
	run_one(cancel_self);
}

static void queue_flushed_by_its_item(void *arg)
{
	run_one(flush_own_queue);
}

static void flushed_by_one_of_an_ordered_queue(void *arg)
{
	run_one(flush_other);
}

static void atomic_at_its_end(void *arg)
{
	run_one(sleep_atomically);
}

static void initialised_while_queued(void *arg)
{
	struct workqueue_struct *wq = ordered();
	struct item first, second;

	item_init(&first, wq, item_run);
	INIT_WORK_ONSTACK(&second.work, item_run);
	queue_work(wq, &first.work);
	queue_work(wq, &second.work);
	if (work_pending(&second.work))
		INIT_WORK_ONSTACK(&second.work, item_run);
}

static void queued_after_the_end(void *arg)
{
	struct workqueue_struct *wq = ordered();
	struct item item;

	item_init(&item, wq, item_run);
	destroy_workqueue(wq);
	queue_work(wq, &item.work);
}

static void timed_beyond_the_end(void *arg)
{
	struct workqueue_struct *wq = ordered();

	INIT_DELAYED_WORK(&late, late_run);
	queue_delayed_work(wq, &late, 10);
	destroy_workqueue(wq);
	msleep(100);
}

static int queue_main(void *data)
{
	struct item *item = data;

	schedule_timeout_uninterruptible(1);
	queue_work(item->wq, &item->work);
	return 0;
}

static void slow_run(struct work_struct *work)
{
	msleep(50);
}

static void queued_while_it_drains(void *arg)
{
	struct workqueue_struct *wq = ordered();
	struct item slow, item;

	item_init(&slow, wq, slow_run);
	item_init(&item, wq, item_run);
	kthread_run(queue_main, &item, "queue");
	queue_work(wq, &slow.work);
	drain_workqueue(wq);
}

static void flush_of_a_weak_queue(struct work_struct *work)
{
	struct item *item = container_of(work, struct item, work)->other;

	schedule_work(&item->work);
	flush_work(&item->work);
}

static void reclaim_waits_for_a_weak_queue(void *arg)
{
	run_one(flush_of_a_weak_queue);
}

static void freed_while_queued(void *arg)
{
	struct workqueue_struct *wq = ordered();
	struct item *item = kzalloc(sizeof(*item), GFP_KERNEL);
	struct item first;

	item_init(&first, wq, slow_run);
	INIT_WORK(&item->work, item_run);
	queue_work(wq, &first.work);
	queue_work(wq, &item->work);
	schedule_timeout_uninterruptible(1);
	kfree(item);
}

static void stack_ends_while_it_runs(void *arg)
{
	struct workqueue_struct *wq = ordered();
	struct item item;

	item_init(&item, wq, slow_run);
	queue_work(wq, &item.work);
	schedule_timeout_uninterruptible(1);
	destroy_work_on_stack(&item.work);
}

static void never_initialised(void *arg)
{
	struct work_struct work;

	memset(&work, 0, sizeof(work));
	schedule_work(&work);
}

static void delayed_but_initialised_plainly(void *arg)
{
	struct delayed_work dw;

	memset(&dw, 0, sizeof(dw));
	INIT_WORK(&dw.work, late_run);
	schedule_delayed_work(&dw, 1);
}

static void queue_left(void *arg)
{
	ordered();
}

static void cancelled_before_it_ran(void *arg)
{
	struct item item, blocker;
	struct workqueue_struct *wq = ordered();

	item_init(&blocker, wq, item_run);
	item_init(&item, wq, item_run);
	CASE_EXPECT(!cancel_work(&item.work));
	queue_work(wq, &blocker.work);
	queue_work(wq, &item.work);
	CASE_EXPECT(cancel_work(&item.work) && !work_pending(&item.work));
	flush_workqueue(wq);
	CASE_EXPECT(blocker.nr_runs == 1 && !item.nr_runs);
	destroy_workqueue(wq);
	destroy_work_on_stack(&item.work);
	destroy_work_on_stack(&blocker.work);
}

static void flush_in_atomic(void *arg)
{
	preempt_disable();
	flush_workqueue(system_wq);
}

const struct shim_case workqueue_cases[] = {
	CASE_GOOD(never_beside_itself),
	CASE_GOOD(cancel_ends_what_queues_itself),
	CASE_GOOD(a_work_may_free_itself),
	CASE_GOOD(flush_waits_for_the_queued_run),
	CASE_GOOD(queued_under_a_spinlock),
	CASE_GOOD(cancelled_before_it_ran),
	CASE_BAD(flushed_by_itself, "flush-deadlock"),
	CASE_BAD(cancelled_by_itself, "flush-deadlock"),
	CASE_BAD(queue_flushed_by_its_item, "flush-deadlock"),
	CASE_BAD(flushed_by_one_of_an_ordered_queue, "flush-deadlock"),
	CASE_BAD(atomic_at_its_end, "lock-held-at-exit"),
	CASE_BAD(initialised_while_queued, "work-reinit"),
	CASE_BAD(queued_after_the_end, "wq-destroyed"),
	CASE_BAD(timed_beyond_the_end, "wq-destroyed"),
	CASE_BAD(queued_while_it_drains, "wq-draining"),
	CASE_BAD(reclaim_waits_for_a_weak_queue, "flush-dependency"),
	CASE_BAD(freed_while_queued, "free-active"),
	CASE_BAD(stack_ends_while_it_runs, "free-active"),
	CASE_BAD(never_initialised, "bad-work"),
	CASE_BAD(delayed_but_initialised_plainly, "bad-work"),
	CASE_BAD(queue_left, "wq-left"),
	CASE_BAD(flush_in_atomic, "might-sleep"),
	CASE_END,
};
