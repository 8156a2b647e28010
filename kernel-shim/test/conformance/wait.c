// SPDX-License-Identifier: GPL-2.0-only
/*
 * Wait queues and sleeping: F7.7 to F7.10, F7.20.
 */
#include <linux/completion.h>
#include <linux/kthread.h>
#include <linux/ktime.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/spinlock.h>
#include <linux/wait.h>

#include "conformance.h"

/* A thread that waits once, in the way that @how says, and reports. */
struct waiter {
	wait_queue_head_t *wq;
	void (*how)(struct waiter *w);
	struct completion done;
	struct task_struct *task;
	atomic_t nr_evals;
	bool cond;
	long result;
};

static bool evaluate(struct waiter *w)
{
	atomic_inc(&w->nr_evals);
	return READ_ONCE(w->cond);
}

static int waiter_main(void *data)
{
	struct waiter *w = data;

	w->how(w);
	complete(&w->done);
	while (!kthread_should_stop())
		msleep(1);
	return 0;
}

static void waiter_start(struct waiter *w, wait_queue_head_t *wq, void (*how)(struct waiter *))
{
	memset(w, 0, sizeof(*w));
	w->wq = wq;
	w->how = how;
	init_completion(&w->done);
	w->task = kthread_run(waiter_main, w, "conf-waiter");
	CONF_EXPECT(!IS_ERR(w->task));
}

static void waiter_end(struct waiter *w)
{
	CONF_EXPECT(wait_for_completion_timeout(&w->done, 10 * HZ) > 0);
	CONF_EXPECT_EQ(kthread_stop(w->task), 0);
}

static void how_uninterruptible(struct waiter *w)
{
	wait_event(*w->wq, evaluate(w));
}

static void how_interruptible(struct waiter *w)
{
	w->result = wait_event_interruptible(*w->wq, evaluate(w));
}

static void how_idle(struct waiter *w)
{
	wait_event_idle(*w->wq, evaluate(w));
}

static void how_exclusive(struct waiter *w)
{
	DEFINE_WAIT(wait);

	prepare_to_wait_exclusive(w->wq, &wait, TASK_UNINTERRUPTIBLE);
	schedule();
	finish_wait(w->wq, &wait);
}

static void true_condition_does_not_sleep(void)
{
	DECLARE_WAIT_QUEUE_HEAD_ONSTACK(wq);
	int nr_evals = 0;

	wait_event(wq, ++nr_evals);
	CONF_EXPECT_EQ(nr_evals, 1);
	CONF_EXPECT_EQ(wait_event_interruptible(wq, ++nr_evals), 0);
	CONF_EXPECT_EQ(nr_evals, 2);
	CONF_EXPECT(!waitqueue_active(&wq));
}

static void wake_evaluates_again(void)
{
	DECLARE_WAIT_QUEUE_HEAD_ONSTACK(wq);
	struct waiter w;
	int nr_evals;

	waiter_start(&w, &wq, how_uninterruptible);
	CONF_UNTIL(waitqueue_active(&wq) && atomic_read(&w.nr_evals) >= 2);
	conf_settle();
	CONF_EXPECT(wq_has_sleeper(&wq));
	nr_evals = atomic_read(&w.nr_evals);
	wake_up(&wq);
	CONF_UNTIL(atomic_read(&w.nr_evals) > nr_evals);
	conf_settle();
	CONF_EXPECT(!completion_done(&w.done));
	CONF_EXPECT(waitqueue_active(&wq));
	WRITE_ONCE(w.cond, true);
	wake_up(&wq);
	waiter_end(&w);
	CONF_EXPECT(!waitqueue_active(&wq));
}

/* A condition changed without a wake-up is not seen. */
static void change_without_wake_is_not_seen(void)
{
	DECLARE_WAIT_QUEUE_HEAD_ONSTACK(wq);
	struct waiter w;

	waiter_start(&w, &wq, how_idle);
	CONF_UNTIL(waitqueue_active(&wq));
	conf_settle();
	WRITE_ONCE(w.cond, true);
	conf_settle();
	CONF_EXPECT(!completion_done(&w.done));
	wake_up(&wq);
	waiter_end(&w);
}

/* F7.9: the classic hang. */
static void interruptible_wake_passes_uninterruptible_by(void)
{
	DECLARE_WAIT_QUEUE_HEAD_ONSTACK(wq);
	struct waiter w;

	waiter_start(&w, &wq, how_uninterruptible);
	CONF_UNTIL(waitqueue_active(&wq));
	conf_settle();
	WRITE_ONCE(w.cond, true);
	wake_up_interruptible(&wq);
	conf_settle();
	CONF_EXPECT(!completion_done(&w.done));
	wake_up(&wq);
	waiter_end(&w);
}

static void interruptible_wake_wakes_interruptible(void)
{
	DECLARE_WAIT_QUEUE_HEAD_ONSTACK(wq);
	struct waiter w;

	waiter_start(&w, &wq, how_interruptible);
	CONF_UNTIL(waitqueue_active(&wq));
	WRITE_ONCE(w.cond, true);
	wake_up_interruptible(&wq);
	waiter_end(&w);
	CONF_EXPECT_EQ(w.result, 0);
}

static void wake_up_wakes_all_that_are_not_exclusive(void)
{
	DECLARE_WAIT_QUEUE_HEAD_ONSTACK(wq);
	struct waiter w[3];
	int i;

	waiter_start(&w[0], &wq, how_uninterruptible);
	waiter_start(&w[1], &wq, how_interruptible);
	waiter_start(&w[2], &wq, how_idle);
	conf_settle();
	for (i = 0; i < 3; i++)
		WRITE_ONCE(w[i].cond, true);
	wake_up(&wq);
	for (i = 0; i < 3; i++)
		waiter_end(&w[i]);
}

static int nr_done(struct waiter *w, int nr)
{
	int i, n = 0;

	for (i = 0; i < nr; i++)
		n += completion_done(&w[i].done);
	return n;
}

static void wake_up_wakes_one_that_is_exclusive(void)
{
	DECLARE_WAIT_QUEUE_HEAD_ONSTACK(wq);
	struct waiter w[3];
	int i;

	for (i = 0; i < 3; i++)
		waiter_start(&w[i], &wq, how_exclusive);
	conf_settle();
	CONF_EXPECT_EQ(nr_done(w, 3), 0);
	wake_up(&wq);
	CONF_UNTIL(nr_done(w, 3) == 1);
	conf_settle();
	CONF_EXPECT_EQ(nr_done(w, 3), 1);
	wake_up_all(&wq);
	CONF_UNTIL(nr_done(w, 3) == 3);
	for (i = 0; i < 3; i++)
		waiter_end(&w[i]);
}

static void timeout_results(void)
{
	DECLARE_WAIT_QUEUE_HEAD_ONSTACK(wq);
	unsigned long start = jiffies;
	int nr_evals = 0;

	CONF_EXPECT_EQ(wait_event_timeout(wq, false, 5), 0);
	CONF_EXPECT(jiffies - start >= 5);
	CONF_EXPECT_EQ(wait_event_timeout(wq, true, 7), 7);
	CONF_EXPECT_EQ(wait_event_timeout(wq, true, 0), 1);
	CONF_EXPECT_EQ(wait_event_timeout(wq, false, 0), 0);
	CONF_EXPECT_EQ(wait_event_interruptible_timeout(wq, false, 2), 0);
	CONF_EXPECT_EQ(wait_event_interruptible_timeout(wq, true, 2), 2);
	/* True only when the time is over: 1, not 0. */
	CONF_EXPECT_EQ(wait_event_timeout(wq, ++nr_evals > 2, 3), 1);
	CONF_EXPECT_EQ(nr_evals, 3);
}

/* F7.7: no token is kept for a task that is not asleep yet. */
static void wake_before_sleep_is_lost(void)
{
	unsigned long start = jiffies;

	CONF_EXPECT_EQ(wake_up_process(current), 0);
	CONF_EXPECT_EQ(schedule_timeout_interruptible(10), 0);
	CONF_EXPECT(jiffies - start >= 10);
}

static void wake_after_set_state_is_kept(void)
{
	long left;

	set_current_state(TASK_INTERRUPTIBLE);
	CONF_EXPECT_EQ(wake_up_process(current), 1);
	left = schedule_timeout(60 * HZ);
	CONF_EXPECT(left > 30 * HZ);
	set_current_state(TASK_UNINTERRUPTIBLE);
	CONF_EXPECT_EQ(wake_up_process(current), 1);
	left = schedule_timeout(60 * HZ);
	CONF_EXPECT(left > 30 * HZ);
}

static void schedule_timeout_results(void)
{
	unsigned long start;

	/* Running: only a yield. */
	CONF_EXPECT(schedule_timeout(60 * HZ) > 30 * HZ);
	start = jiffies;
	CONF_EXPECT_EQ(schedule_timeout_uninterruptible(4), 0);
	CONF_EXPECT(jiffies - start >= 4);
	start = jiffies;
	CONF_EXPECT_EQ(schedule_timeout_idle(3), 0);
	CONF_EXPECT(jiffies - start >= 3);
	CONF_EXPECT_EQ(schedule_timeout_interruptible(0), 0);
	CONF_EXPECT(!signal_pending(current));
}

static void sleep_is_never_short(void)
{
	ktime_t start = ktime_get();
	unsigned long start_jiffies = jiffies;

	msleep(20);
	CONF_EXPECT(ktime_ms_delta(ktime_get(), start) >= 20);
	CONF_EXPECT(jiffies - start_jiffies >= msecs_to_jiffies(20));
	start = ktime_get();
	usleep_range(500, 1000);
	CONF_EXPECT(ktime_us_delta(ktime_get(), start) >= 500);
	start = ktime_get();
	CONF_EXPECT_EQ(msleep_interruptible(8), 0);
	CONF_EXPECT(ktime_ms_delta(ktime_get(), start) >= 8);
}

/* The entry of DEFINE_WAIT leaves the queue when it is woken, by the waker. */
static void woken_entry_removes_itself(void)
{
	DECLARE_WAIT_QUEUE_HEAD_ONSTACK(wq);
	DEFINE_WAIT(wait);

	CONF_EXPECT(!waitqueue_active(&wq));
	prepare_to_wait(&wq, &wait, TASK_UNINTERRUPTIBLE);
	CONF_EXPECT(waitqueue_active(&wq));
	wake_up_interruptible(&wq);
	CONF_EXPECT(waitqueue_active(&wq));
	wake_up(&wq);
	CONF_EXPECT(!waitqueue_active(&wq));
	schedule();
	finish_wait(&wq, &wait);
	prepare_to_wait(&wq, &wait, TASK_INTERRUPTIBLE);
	CONF_EXPECT(waitqueue_active(&wq));
	finish_wait(&wq, &wait);
	CONF_EXPECT(!waitqueue_active(&wq));
}

struct lock_waiter {
	wait_queue_head_t wq;
	spinlock_t lock;
	bool cond, was_locked;
	struct completion done;
};

static int lock_waiter_main(void *data)
{
	struct lock_waiter *lw = data;

	spin_lock_irq(&lw->lock);
	wait_event_lock_irq(lw->wq, lw->cond, lw->lock);
	lw->was_locked = spin_is_locked(&lw->lock);
	spin_unlock_irq(&lw->lock);
	complete(&lw->done);
	return 0;
}

static void lock_is_dropped_while_asleep(void)
{
	struct lock_waiter lw = { .cond = false };
	struct task_struct *t;

	init_waitqueue_head(&lw.wq);
	spin_lock_init(&lw.lock);
	init_completion(&lw.done);
	t = kthread_create(lock_waiter_main, &lw, "conf-lock");
	get_task_struct(t);
	wake_up_process(t);
	CONF_UNTIL(waitqueue_active(&lw.wq));
	spin_lock_irq(&lw.lock);
	lw.cond = true;
	wake_up(&lw.wq);
	spin_unlock_irq(&lw.lock);
	CONF_EXPECT(wait_for_completion_timeout(&lw.done, 10 * HZ) > 0);
	CONF_EXPECT(lw.was_locked);
	CONF_EXPECT_EQ(kthread_stop(t), 0);
	put_task_struct(t);
}

static const struct conf_case cases[] = {
	CONF_CASE(true_condition_does_not_sleep),
	CONF_CASE(wake_evaluates_again),
	CONF_CASE(change_without_wake_is_not_seen),
	CONF_CASE(interruptible_wake_passes_uninterruptible_by),
	CONF_CASE(interruptible_wake_wakes_interruptible),
	CONF_CASE(wake_up_wakes_all_that_are_not_exclusive),
	CONF_CASE(wake_up_wakes_one_that_is_exclusive),
	CONF_CASE(timeout_results),
	CONF_CASE(wake_before_sleep_is_lost),
	CONF_CASE(wake_after_set_state_is_kept),
	CONF_CASE(schedule_timeout_results),
	CONF_CASE(sleep_is_never_short),
	CONF_CASE(woken_entry_removes_itself),
	CONF_CASE(lock_is_dropped_while_asleep),
	CONF_END,
};

const struct conf_suite conf_wait = { .name = "wait", .cases = cases };
