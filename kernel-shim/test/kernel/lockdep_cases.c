// SPDX-License-Identifier: GPL-2.0-only
/*
 * The order between classes and irq safety: what deadlocks on some schedule is found on
 * each. F7.3, F7.5.
 */
#include "cases.h"

#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

#include "sched.h"

static DEFINE_MUTEX(a);
static DEFINE_MUTEX(b);
static DEFINE_MUTEX(c);
static DEFINE_SPINLOCK(spin);
static DEFINE_SPINLOCK(inner);
static DEFINE_RWLOCK(rw);

static void pair(struct mutex *first, struct mutex *second)
{
	mutex_lock(first);
	mutex_lock(second);
	mutex_unlock(second);
	mutex_unlock(first);
}

static void same_order(void *arg)
{
	pair(&a, &b);
	pair(&b, &c);
	pair(&a, &c);
	pair(&a, &b);
}

static void reversed_order(void *arg)
{
	pair(&a, &b);
	pair(&b, &a);
}

static void order_in_a_circle(void *arg)
{
	pair(&a, &b);
	pair(&b, &c);
	pair(&c, &a);
}

/* A trylock does not wait: no order arises from it. */
static void reversed_by_trylock(void *arg)
{
	pair(&a, &b);
	mutex_lock(&b);
	CASE_EXPECT(mutex_trylock(&a));
	mutex_unlock(&a);
	mutex_unlock(&b);
}

struct node {
	struct mutex lock;
};

static void nodes_init(struct node *nodes)
{
	int i;

	for (i = 0; i < 2; i++)
		mutex_init(&nodes[i].lock);
}

static void two_of_one_class(void *arg)
{
	struct node nodes[2];

	nodes_init(nodes);
	pair(&nodes[0].lock, &nodes[1].lock);
}

static void two_of_one_class_nested(void *arg)
{
	struct node nodes[2];

	nodes_init(nodes);
	mutex_lock(&nodes[0].lock);
	mutex_lock_nested(&nodes[1].lock, 1);
	mutex_unlock(&nodes[1].lock);
	mutex_unlock(&nodes[0].lock);
}

static void classes_set_apart(void *arg)
{
	static struct lock_class_key key;
	struct node nodes[2];

	nodes_init(nodes);
	lockdep_set_class(&nodes[1].lock, &key);
	pair(&nodes[0].lock, &nodes[1].lock);
}

static void lock_a(struct work_struct *work)
{
	mutex_lock(&a);
	mutex_unlock(&a);
}

/* The work takes what the flusher holds, and has run already: no deadlock this time. */
static void flush_under_the_works_lock(void *arg)
{
	struct work_struct work;

	INIT_WORK_ONSTACK(&work, lock_a);
	schedule_work(&work);
	flush_work(&work);
	mutex_lock(&a);
	flush_work(&work);
	mutex_unlock(&a);
	destroy_work_on_stack(&work);
}

static int daemon_locks_a(void *data)
{
	lock_a(NULL);
	complete(data);
	while (!kthread_should_stop())
		msleep(1);
	return 0;
}

static void stop_under_the_threads_lock(void *arg)
{
	DECLARE_COMPLETION_ONSTACK(locked);
	struct task_struct *t = kthread_run(daemon_locks_a, &locked, "daemon");

	wait_for_completion(&locked);
	mutex_lock(&a);
	kthread_stop(t);
	mutex_unlock(&a);
}

static void timer_takes_spin(struct timer_list *timer)
{
	spin_lock(&spin);
	spin_unlock(&spin);
}

static void with_timer(void (*fn)(struct timer_list *), void (*outside)(void))
{
	struct timer_list timer;

	timer_setup_on_stack(&timer, fn, 0);
	mod_timer(&timer, jiffies + 1);
	msleep(50);
	outside();
	del_timer_sync(&timer);
	destroy_timer_on_stack(&timer);
}

static void plain(void)
{
	spin_lock(&spin);
	spin_unlock(&spin);
}

static void bh(void)
{
	spin_lock_bh(&spin);
	spin_unlock_bh(&spin);
}

static void irq(void)
{
	spin_lock_irq(&spin);
	spin_unlock_irq(&spin);
}

static void timers_lock_taken_plainly(void *arg)
{
	with_timer(timer_takes_spin, plain);
}

static void timers_lock_taken_bh(void *arg)
{
	with_timer(timer_takes_spin, bh);
	irq();
}

static void hardirq_takes_spin(void *arg)
{
	spin_lock(&spin);
	spin_unlock(&spin);
}

static void hardirqs_lock_taken_bh(void *arg)
{
	sched_irq(hardirq_takes_spin, NULL, SCHED_HARDIRQ);
	msleep(1);
	bh();
}

static void hardirqs_lock_taken_irq(void *arg)
{
	sched_irq(hardirq_takes_spin, NULL, SCHED_HARDIRQ);
	msleep(1);
	irq();
}

/* inner is never taken in an interrupt, but within a lock that is. */
static void nested_in_a_timers_lock(void)
{
	spin_lock(&inner);
	spin_unlock(&inner);
	spin_lock_bh(&spin);
	spin_lock(&inner);
	spin_unlock(&inner);
	spin_unlock_bh(&spin);
}

static void unsafe_lock_within_a_safe_one(void *arg)
{
	with_timer(timer_takes_spin, nested_in_a_timers_lock);
}

static void timer_reads(struct timer_list *timer)
{
	read_lock(&rw);
	read_unlock(&rw);
}

static void read_plain(void)
{
	read_lock(&rw);
	read_unlock(&rw);
}

static void write_plain(void)
{
	write_lock(&rw);
	write_unlock(&rw);
}

static void read_in_timer_and_outside(void *arg)
{
	with_timer(timer_reads, read_plain);
}

static void read_in_timer_written_outside(void *arg)
{
	with_timer(timer_reads, write_plain);
}

static void del_timer_sync_under(void)
{
	struct timer_list timer;

	timer_setup_on_stack(&timer, timer_takes_spin, 0);
	mod_timer(&timer, jiffies + 1);
	msleep(50);
	spin_lock_bh(&spin);
	del_timer_sync(&timer);
	spin_unlock_bh(&spin);
}

static void timer_deleted_under_its_lock(void *arg)
{
	del_timer_sync_under();
}

const struct shim_case lockdep_cases[] = {
	CASE_GOOD(same_order),
	CASE_GOOD(reversed_by_trylock),
	CASE_GOOD(two_of_one_class_nested),
	CASE_GOOD(classes_set_apart),
	CASE_GOOD(timers_lock_taken_bh),
	CASE_GOOD(hardirqs_lock_taken_irq),
	CASE_GOOD(read_in_timer_and_outside),
	CASE_BAD(reversed_order, "lock-order"),
	CASE_BAD(order_in_a_circle, "lock-order"),
	CASE_BAD(two_of_one_class, "lock-order"),
	CASE_BAD(flush_under_the_works_lock, "lock-order"),
	CASE_BAD(stop_under_the_threads_lock, "lock-order"),
	CASE_BAD(timer_deleted_under_its_lock, "lock-order"),
	CASE_BAD(timers_lock_taken_plainly, "irq-unsafe-lock"),
	CASE_BAD(hardirqs_lock_taken_bh, "irq-unsafe-lock"),
	CASE_BAD(unsafe_lock_within_a_safe_one, "irq-unsafe-lock"),
	CASE_BAD(read_in_timer_written_outside, "irq-unsafe-lock"),
	CASE_END,
};
