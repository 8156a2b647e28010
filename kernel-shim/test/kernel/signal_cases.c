// SPDX-License-Identifier: GPL-2.0-only
/*
 * Waits that a signal ends (F7.13), and claims about locks and contexts. Waits that nobody
 * disturbs are in lock_cases.c and wait_cases.c.
 */
#include "cases.h"

#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/lockdep.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/sched/signal.h>
#include <linux/spinlock.h>

static int waits_for_mutex(void *data)
{
	return mutex_lock_killable(data);
}

static int waits_for_reading(void *data)
{
	return down_read_killable(data);
}

static int waits_for_writing(void *data)
{
	return down_write_killable(data);
}

/* A thread waits for the lock, a signal comes: how its wait ends, as long as we have the lock. */
static struct task_struct *wait_and_signal(int (*body)(void *data), void *lock)
{
	struct task_struct *t = kthread_run(body, lock, "killable");

	get_task_struct(t);
	schedule_timeout_uninterruptible(2);
	t->is_signalled = true;
	wake_up_process(t);
	schedule_timeout_uninterruptible(2);
	return t;
}

static int result_of(struct task_struct *t)
{
	int r = kthread_stop(t);

	put_task_struct(t);
	return r;
}

static void killed_waiters_get_nothing(void *arg)
{
	struct task_struct *t[3];
	DECLARE_RWSEM(rwsem);
	DEFINE_MUTEX(mutex);
	int i;

	mutex_lock(&mutex);
	t[0] = wait_and_signal(waits_for_mutex, &mutex);
	mutex_unlock(&mutex);
	down_write(&rwsem);
	t[1] = wait_and_signal(waits_for_reading, &rwsem);
	t[2] = wait_and_signal(waits_for_writing, &rwsem);
	up_write(&rwsem);
	for (i = 0; i < 3; i++)
		CASE_EXPECT(result_of(t[i]) == -EINTR);
	CASE_EXPECT(mutex_lock_killable(&mutex) == 0);
	mutex_unlock(&mutex);
	CASE_EXPECT(down_write_trylock(&rwsem));
	lockdep_assert_held_write(&rwsem);
	up_write(&rwsem);
}

static void a_sleep_ends_by_a_signal(void *arg)
{
	current->is_signalled = true;
	CASE_EXPECT(schedule_timeout_killable(HZ) > 0);
	flush_signals(current);
	CASE_EXPECT(!signal_pending(current) && schedule_timeout_killable(2) == 0);
}

static void not_held_for_writing(void *arg)
{
	DECLARE_RWSEM(rwsem);

	down_read(&rwsem);
	lockdep_assert_held_read(&rwsem);
	lockdep_assert_held_write(&rwsem);
}

static void claims_about_the_context(void *arg)
{
	unsigned long flags;

	lockdep_assert_irqs_enabled();
	lockdep_assert_preemption_enabled();
	local_irq_save(flags);
	lockdep_assert_irqs_disabled();
	local_irq_restore(flags);
}

static void preemption_is_not_enabled(void *arg)
{
	preempt_disable();
	lockdep_assert_preemption_enabled();
}

const struct shim_case signal_cases[] = {
	CASE_GOOD(killed_waiters_get_nothing),
	CASE_GOOD(a_sleep_ends_by_a_signal),
	CASE_GOOD(claims_about_the_context),
	CASE_BAD(not_held_for_writing, "lock-assertion"),
	CASE_BAD(preemption_is_not_enabled, "lock-assertion"),
	CASE_END,
};
