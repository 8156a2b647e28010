// SPDX-License-Identifier: GPL-2.0-only
/*
 * Kernel threads: F7.12 to F7.14.
 */
#include <linux/completion.h>
#include <linux/kthread.h>
#include <linux/ktime.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/wait.h>

#include "conformance.h"

struct body {
	struct completion started;
	wait_queue_head_t wq;
	int result;
	bool has_run, stop_was_early, signal_was_early, signal_after;
	long slept_jiffies, slept_ms, event_result, event_true_result, left_jiffies;
	atomic_t nr_loops;
	atomic_t nr_parks;
};

static void body_init(struct body *b)
{
	memset(b, 0, sizeof(*b));
	init_completion(&b->started);
	init_waitqueue_head(&b->wq);
}

static int wait_for_stop(void *data)
{
	struct body *b = data;

	b->has_run = true;
	b->stop_was_early = kthread_should_stop();
	b->signal_was_early = signal_pending(current);
	complete(&b->started);
	b->event_result = wait_event_interruptible(b->wq, kthread_should_stop());
	return b->result;
}

static void stop_wakes_and_returns_the_value(void)
{
	static const int results[] = { 0, 42, -EIO };
	struct task_struct *t;
	struct body b;
	int i;

	for (i = 0; i < ARRAY_SIZE(results); i++) {
		body_init(&b);
		b.result = results[i];
		t = kthread_run(wait_for_stop, &b, "conf-%d", i);
		wait_for_completion(&b.started);
		conf_settle();
		CONF_EXPECT_EQ(kthread_stop(t), results[i]);
		CONF_EXPECT(!b.stop_was_early);
		CONF_EXPECT(!b.signal_was_early);
		CONF_EXPECT_EQ(b.event_result, 0);
	}
}

static void created_threads_do_not_run(void)
{
	struct task_struct *t;
	struct body b;

	body_init(&b);
	t = kthread_create(wait_for_stop, &b, "conf-idle");
	CONF_EXPECT(!IS_ERR(t));
	conf_settle();
	CONF_EXPECT(!b.has_run);
	CONF_EXPECT_EQ(wake_up_process(t), 1);
	CONF_EXPECT(wait_for_completion_timeout(&b.started, 10 * HZ) > 0);
	CONF_EXPECT(b.has_run);
	CONF_EXPECT_EQ(kthread_stop(t), 0);
}

/* F7.12: stopped before its first wake-up, the function never runs. */
static void never_woken_never_runs(void)
{
	struct task_struct *t;
	struct body b;

	body_init(&b);
	b.result = 7;
	t = kthread_create(wait_for_stop, &b, "conf-never");
	CONF_EXPECT(!IS_ERR(t));
	CONF_EXPECT_EQ(kthread_stop(t), -EINTR);
	conf_settle();
	CONF_EXPECT(!b.has_run);
}

static int look_after_stop(void *data)
{
	struct body *b = data;
	unsigned long start;
	ktime_t then;

	complete(&b->started);
	while (!kthread_should_stop())
		msleep(1);
	b->signal_after = signal_pending(current);
	b->left_jiffies = schedule_timeout_interruptible(60 * HZ);
	b->event_result = wait_event_interruptible(b->wq, false);
	b->event_true_result = wait_event_interruptible(b->wq, true);
	start = jiffies;
	schedule_timeout_uninterruptible(5);
	b->slept_jiffies = jiffies - start;
	then = ktime_get();
	msleep(10);
	b->slept_ms = ktime_ms_delta(ktime_get(), then);
	b->result = wait_event_timeout(b->wq, false, 2);
	return 0;
}

/* F7.13: after kthread_stop() nothing interruptible sleeps any more. */
static void stop_is_a_signal(void)
{
	struct task_struct *t;
	struct body b;

	body_init(&b);
	b.result = -1;
	t = kthread_run(look_after_stop, &b, "conf-signal");
	wait_for_completion(&b.started);
	CONF_EXPECT_EQ(kthread_stop(t), 0);
	CONF_EXPECT(b.signal_after);
	CONF_EXPECT(b.left_jiffies > 30 * HZ);
	CONF_EXPECT_EQ(b.event_result, -ERESTARTSYS);
	CONF_EXPECT_EQ(b.event_true_result, 0);
	CONF_EXPECT(b.slept_jiffies >= 5);
	CONF_EXPECT(b.slept_ms >= 10);
	CONF_EXPECT_EQ(b.result, 0);
}

static int completion_after_stop(void *data)
{
	struct body *b = data;
	DECLARE_COMPLETION_ONSTACK(never);

	complete(&b->started);
	return wait_for_completion_interruptible(&never);
}

static void stop_interrupts_a_completion(void)
{
	struct task_struct *t;
	struct body b;

	body_init(&b);
	t = kthread_run(completion_after_stop, &b, "conf-compl");
	wait_for_completion(&b.started);
	conf_settle();
	CONF_EXPECT_EQ(kthread_stop(t), -ERESTARTSYS);
}

static int park_loop(void *data)
{
	struct body *b = data;

	while (!kthread_should_stop()) {
		atomic_inc(&b->nr_loops);
		if (kthread_should_park()) {
			atomic_inc(&b->nr_parks);
			kthread_parkme();
		}
		schedule_timeout_uninterruptible(1);
	}
	return 3;
}

static void park_and_unpark(void)
{
	struct task_struct *t;
	struct body b;
	int nr_loops;

	body_init(&b);
	t = kthread_run(park_loop, &b, "conf-park");
	CONF_UNTIL(atomic_read(&b.nr_loops) > 2);
	CONF_EXPECT_EQ(kthread_park(t), 0);
	nr_loops = atomic_read(&b.nr_loops);
	CONF_EXPECT_EQ(atomic_read(&b.nr_parks), 1);
	conf_settle();
	CONF_EXPECT_EQ(atomic_read(&b.nr_loops), nr_loops);
	kthread_unpark(t);
	CONF_UNTIL(atomic_read(&b.nr_loops) > nr_loops + 1);
	CONF_EXPECT_EQ(atomic_read(&b.nr_parks), 1);
	CONF_EXPECT_EQ(kthread_stop(t), 3);
}

/* F7.14 */
static void stop_unparks(void)
{
	struct task_struct *t;
	struct body b;

	body_init(&b);
	t = kthread_run(park_loop, &b, "conf-park");
	CONF_UNTIL(atomic_read(&b.nr_loops) > 0);
	CONF_EXPECT_EQ(kthread_park(t), 0);
	CONF_EXPECT_EQ(wake_up_process(t), 0);
	conf_settle();
	CONF_EXPECT_EQ(kthread_stop(t), 3);
	CONF_EXPECT(atomic_read(&b.nr_parks) >= 1);
}

static void names_have_fifteen_characters(void)
{
	struct task_struct *t;
	struct body b;

	body_init(&b);
	t = kthread_create(wait_for_stop, &b, "%s-%d", "conf-a-long-name", 1234);
	CONF_EXPECT(!IS_ERR(t));
	CONF_EXPECT(!strcmp(t->comm, "conf-a-long-nam"));
	kthread_stop(t);
	t = kthread_create(wait_for_stop, &b, "conf-%d", 17);
	CONF_EXPECT(!strcmp(t->comm, "conf-17"));
	kthread_stop(t);
}

static const struct conf_case cases[] = {
	CONF_CASE(stop_wakes_and_returns_the_value),
	CONF_CASE(created_threads_do_not_run),
	CONF_CASE(never_woken_never_runs),
	CONF_CASE(stop_is_a_signal),
	CONF_CASE(stop_interrupts_a_completion),
	CONF_CASE(park_and_unpark),
	CONF_CASE(stop_unparks),
	CONF_CASE(names_have_fifteen_characters),
	CONF_END,
};

const struct conf_suite conf_kthread = { .name = "kthread", .cases = cases };
