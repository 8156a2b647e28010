// SPDX-License-Identifier: GPL-2.0-only
/* Kernel threads: F7.12 to F7.14. More is in conformance/kthread.c. */
#include "cases.h"

#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/mutex.h>
#include <linux/sched/signal.h>
#include <linux/wait.h>

static int nr_loops;

static int daemon(void *data)
{
	while (!kthread_should_stop()) {
		if (kthread_should_park())
			kthread_parkme();
		nr_loops++;
		schedule_timeout_idle(1);
	}
	return 5;
}

static int leaves_at_once(void *data)
{
	return 6;
}

static int exits_early(void *data)
{
	kthread_exit(-7);
}

static void values(void *arg)
{
	struct task_struct *t = kthread_run(daemon, NULL, "daemon");

	msleep(10);
	CASE_EXPECT(kthread_stop(t) == 5);
	t = kthread_create(exits_early, NULL, "early");
	get_task_struct(t);
	wake_up_process(t);
	msleep(10);
	CASE_EXPECT(kthread_stop(t) == -7);
	put_task_struct(t);
}

static void never_woken(void *arg)
{
	struct task_struct *t = kthread_create(daemon, NULL, "daemon");

	nr_loops = 0;
	msleep(10);
	CASE_EXPECT(kthread_stop(t) == -EINTR);
	CASE_EXPECT(!nr_loops);
}

static void parked_before_its_first_step(void *arg)
{
	struct task_struct *t = kthread_create(daemon, NULL, "daemon");

	nr_loops = 0;
	CASE_EXPECT(kthread_park(t) == 0);
	msleep(10);
	CASE_EXPECT(!nr_loops);
	kthread_unpark(t);
	while (!nr_loops)
		msleep(1);
	CASE_EXPECT(kthread_park(t) == 0);
	CASE_EXPECT(kthread_stop(t) == 5);
}

static void data_and_function(void *arg)
{
	struct task_struct *t = kthread_create(daemon, &nr_loops, "daemon");

	CASE_EXPECT(kthread_data(t) == &nr_loops);
	CASE_EXPECT(kthread_func(t) == daemon);
	kthread_stop(t);
}

static int parks_itself(void *data)
{
	DECLARE_COMPLETION_ONSTACK(never);

	complete(data);
	return wait_for_completion_killable(&never);
}

static void stop_interrupts(void *arg)
{
	DECLARE_COMPLETION_ONSTACK(started);
	struct task_struct *t = kthread_run(parks_itself, &started, "killable");

	wait_for_completion(&started);
	CASE_EXPECT(kthread_stop(t) == -ERESTARTSYS);
}

/* --- offenders --- */

static void stopped_twice(void *arg)
{
	struct task_struct *t = kthread_run(daemon, NULL, "daemon");

	kthread_stop(t);
	kthread_stop(t);
}

static void stopped_by_two_with_a_reference(void *arg)
{
	struct task_struct *t = get_task_struct(kthread_run(daemon, NULL, "daemon"));

	msleep(10);
	CASE_EXPECT(kthread_stop(t) == 5);
	CASE_EXPECT(kthread_stop(t) == 5);
	put_task_struct(t);
}

static void left_before_it_was_stopped(void *arg)
{
	struct task_struct *t = kthread_run(leaves_at_once, NULL, "hasty");

	msleep(10);
	kthread_stop(t);
}

static int stops_itself(void *data)
{
	kthread_stop(current);
	return 0;
}

static void stopped_by_itself(void *arg)
{
	kthread_run(stops_itself, NULL, "self");
	msleep(10);
}

static int ignores_stop(void *data)
{
	for (;;)
		schedule_timeout_uninterruptible(HZ);
	return 0;
}

static void deaf_to_stop(void *arg)
{
	struct task_struct *t = kthread_run(ignores_stop, NULL, "deaf");

	msleep(10);
	kthread_stop(t);
}

static void never_woken_for_long(void *arg)
{
	struct task_struct *t = kthread_create(ignores_stop, NULL, "unborn");

	ssleep(130);
	kthread_stop(t);
}

static void asked_outside(void *arg)
{
	kthread_should_stop();
}

static int sleep_for_ever(void *data)
{
	wait_event_idle(*(struct wait_queue_head *)data, false);
	return 0;
}

static void left_behind(void *arg)
{
	static DECLARE_WAIT_QUEUE_HEAD(never);

	init_waitqueue_head(&never);
	kthread_run(sleep_for_ever, &never, "left");
	msleep(10);
}

static DEFINE_MUTEX(kept);

static int keeps_mutex(void *data)
{
	mutex_lock(&kept);
	return 0;
}

static void ends_with_a_mutex(void *arg)
{
	kthread_run(keeps_mutex, NULL, "keeper");
	msleep(10);
}

static int ends_atomic(void *data)
{
	preempt_disable();
	return 0;
}

static void ends_with_preemption_off(void *arg)
{
	kthread_run(ends_atomic, NULL, "atomic");
	msleep(10);
}

static void parked_after_its_end(void *arg)
{
	struct task_struct *t = kthread_create(leaves_at_once, NULL, "hasty");

	get_task_struct(t);
	wake_up_process(t);
	msleep(10);
	kthread_park(t);
}

static int completes_and_exits(void *data)
{
	bool was_frozen = true;

	CASE_EXPECT(!kthread_freezable_should_stop(&was_frozen) && !was_frozen);
	CASE_EXPECT(!kthread_freezable_should_stop(NULL));
	kthread_complete_and_exit(data, 3);
}

static int waits_with_patience(void *data)
{
	CASE_EXPECT(wait_for_completion_killable_timeout(data, HZ) > 0);
	return 0;
}

/* The completion comes first, so that its owner may go; who waits in vain is told. */
static void completions_of_threads(void *arg)
{
	DECLARE_COMPLETION_ONSTACK(done);
	struct task_struct *t;

	kthread_run(completes_and_exits, &done, "completer");
	CASE_EXPECT(wait_for_completion_interruptible_timeout(&done, HZ) > 0);
	CASE_EXPECT(wait_for_completion_interruptible_timeout(&done, 2) == 0);
	CASE_EXPECT(wait_for_completion_killable_timeout(&done, 2) == 0);
	t = kthread_create(waits_with_patience, &done, "patient");
	get_task_struct(t);
	wake_up_process(t);
	yield();
	msleep(1);
	complete(&done);
	CASE_EXPECT(kthread_stop(t) == 0);
	put_task_struct(t);
}

static void created_in_atomic(void *arg)
{
	preempt_disable();
	kthread_create(daemon, NULL, "daemon");
}

const struct shim_case kthread_cases[] = {
	CASE_GOOD(values),
	CASE_GOOD(never_woken),
	CASE_GOOD(parked_before_its_first_step),
	CASE_GOOD(data_and_function),
	CASE_GOOD(stop_interrupts),
	CASE_GOOD(stopped_by_two_with_a_reference),
	CASE_GOOD(completions_of_threads),
	CASE_BAD(stopped_twice, "kthread-stop"),
	CASE_BAD(left_before_it_was_stopped, "kthread-stop"),
	CASE_BAD(stopped_by_itself, "kthread-stop"),
	CASE_BAD(deaf_to_stop, "hung-task"),
	CASE_BAD(never_woken_for_long, "hung-task"),
	CASE_BAD(asked_outside, "kthread-call"),
	CASE_BAD(left_behind, "kthread-left"),
	CASE_BAD(ends_with_a_mutex, "lock-held-at-exit"),
	CASE_BAD(ends_with_preemption_off, "lock-held-at-exit"),
	CASE_BAD(parked_after_its_end, "kthread-park"),
	CASE_BAD(created_in_atomic, "might-sleep"),
	CASE_END,
};
