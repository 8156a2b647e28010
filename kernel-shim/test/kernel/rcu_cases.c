// SPDX-License-Identifier: GPL-2.0-only
/* RCU and SRCU: grace periods wait for readers; readers of RCU do not sleep. */
#include "cases.h"

#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/srcu.h>
#include <linux/string.h>

struct shared {
	struct rcu_head rcu;
	bool is_dead;
};

static struct shared *published;
static struct srcu_struct srcu;
static int nr_left;
static struct completion all_left;

static void shared_dies(struct rcu_head *head)
{
	container_of(head, struct shared, rcu)->is_dead = true;
	kfree(container_of(head, struct shared, rcu));
}

static void look(void)
{
	struct shared *s = rcu_dereference_raw(published);

	sched_point(POINT_ACCESS);
	CASE_EXPECT(!s->is_dead);
	sched_point(POINT_ACCESS);
	CASE_EXPECT(!s->is_dead);
}

static int rcu_reader(void *data)
{
	int i;

	for (i = 0; i < 20; i++) {
		rcu_read_lock();
		rcu_read_lock();
		look();
		rcu_read_unlock();
		look();
		rcu_read_unlock();
		schedule_timeout_uninterruptible(i % 3);
	}
	if (!--nr_left)
		complete(&all_left);
	return 0;
}

static int srcu_reader(void *data)
{
	int i, idx;

	for (i = 0; i < 20; i++) {
		idx = srcu_read_lock(&srcu);
		look();
		schedule_timeout_uninterruptible(i % 3);
		look();
		srcu_read_unlock(&srcu, idx);
	}
	if (!--nr_left)
		complete(&all_left);
	return 0;
}

static struct shared *replace(void)
{
	struct shared *old = published;

	rcu_assign_pointer(published, kzalloc(sizeof(*old), GFP_KERNEL));
	return old;
}

static void readers_start(int (*fn)(void *))
{
	int i;

	published = kzalloc(sizeof(*published), GFP_KERNEL);
	nr_left = 3;
	init_completion(&all_left);
	for (i = 0; i < 3; i++)
		kthread_run(fn, NULL, "reader-%d", i);
}

static void rcu_waits_for_readers(void *arg)
{
	struct shared *old;
	int i;

	readers_start(rcu_reader);
	for (i = 0; i < 12; i++) {
		old = replace();
		if (i % 3 == 0) {
			synchronize_rcu();
			old->is_dead = true;
			kfree(old);
		} else if (i % 3 == 1) {
			call_rcu(&old->rcu, shared_dies);
		} else {
			kfree_rcu(old, rcu);
		}
		schedule_timeout_uninterruptible(i % 2);
	}
	wait_for_completion(&all_left);
	rcu_barrier();
	kfree(published);
}

static void srcu_waits_for_readers(void *arg)
{
	struct shared *old;
	int i;

	CASE_EXPECT(init_srcu_struct(&srcu) == 0);
	readers_start(srcu_reader);
	for (i = 0; i < 12; i++) {
		old = replace();
		synchronize_srcu(&srcu);
		old->is_dead = true;
		kfree(old);
	}
	wait_for_completion(&all_left);
	kfree(published);
	cleanup_srcu_struct(&srcu);
}

DEFINE_STATIC_SRCU(fixed_srcu);

static int fixed_reader(void *data)
{
	int idx = srcu_read_lock(&fixed_srcu);

	CASE_EXPECT(srcu_read_lock_held(&fixed_srcu));
	msleep(5);
	WRITE_ONCE(nr_left, 0);
	srcu_read_unlock(&fixed_srcu, idx);
	return 0;
}

/* Hurry shortens no reader's section. */
static void expedited_waits_as_well(void *arg)
{
	nr_left = 1;
	kthread_run(fixed_reader, NULL, "reader");
	msleep(1);
	synchronize_rcu_expedited();
	rcu_read_lock();
	CASE_EXPECT(rcu_read_lock_held());
	rcu_read_unlock();
	CASE_EXPECT(!rcu_read_lock_held());
	synchronize_srcu_expedited(&fixed_srcu);
	CASE_EXPECT(READ_ONCE(nr_left) == 0);
	CASE_EXPECT(!srcu_read_lock_held(&fixed_srcu));
}

static void srcu_uninitialised(void *arg)
{
	memset(&srcu, 0, sizeof(srcu));
	srcu_read_lock(&srcu);
}

static void reader_sleeps(void *arg)
{
	rcu_read_lock();
	msleep(1);
}

static void reader_waits_for_itself(void *arg)
{
	CASE_EXPECT(init_srcu_struct(&srcu) == 0);
	srcu_read_lock(&srcu);
	synchronize_srcu(&srcu);
}

static void unlocked_twice(void *arg)
{
	rcu_read_lock();
	rcu_read_unlock();
	rcu_read_unlock();
}

static void srcu_unlocked_twice(void *arg)
{
	int idx;

	CASE_EXPECT(init_srcu_struct(&srcu) == 0);
	idx = srcu_read_lock(&srcu);
	srcu_read_unlock(&srcu, idx);
	srcu_read_unlock(&srcu, idx);
}

static void cleaned_up_with_readers(void *arg)
{
	CASE_EXPECT(init_srcu_struct(&srcu) == 0);
	srcu_read_lock(&srcu);
	cleanup_srcu_struct(&srcu);
}

/* Readers take what the one holds who waits for them. */
static void waited_for_under_the_readers_lock(void *arg)
{
	static DEFINE_MUTEX(lock);
	int idx;

	CASE_EXPECT(init_srcu_struct(&srcu) == 0);
	idx = srcu_read_lock(&srcu);
	mutex_lock(&lock);
	mutex_unlock(&lock);
	srcu_read_unlock(&srcu, idx);
	mutex_lock(&lock);
	synchronize_srcu(&srcu);
}

const struct shim_case rcu_cases[] = {
	CASE_GOOD(rcu_waits_for_readers),
	CASE_GOOD(srcu_waits_for_readers),
	CASE_GOOD(expedited_waits_as_well),
	CASE_BAD(srcu_uninitialised, "bad-srcu"),
	CASE_BAD(reader_sleeps, "might-sleep"),
	CASE_BAD(reader_waits_for_itself, "rcu-deadlock"),
	CASE_BAD(unlocked_twice, "double-unlock"),
	CASE_BAD(srcu_unlocked_twice, "double-unlock"),
	CASE_BAD(cleaned_up_with_readers, "srcu-readers"),
	CASE_BAD(waited_for_under_the_readers_lock, "lock-order"),
	CASE_END,
};
