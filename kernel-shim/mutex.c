// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mutexes and semaphores.
 *
 * From: process context only; up() from anywhere.
 * To:   lockdep.c; schedule() while waiting.
 *
 * Unlocking hands the mutex to the first waiter. The tape may choose another waiter, or
 * leave the mutex free so that whoever comes first takes it, as spinning lockers do.
 */
#include <linux/mutex.h>
#include <linux/semaphore.h>

#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/wait.h>

#include "finding.h"
#include "lock.h"
#include "memory.h"

struct lock_waiter {
	struct list_head entry;
	struct task_struct *task;
	bool is_given;
};

static const struct task_struct host_owner;

static const struct task_struct *me(void)
{
	return sched_current ?: &host_owner;
}

void __mutex_init(struct mutex *lock, const char *name, const char *site,
		  struct lock_class_key *key)
{
	lockdep_map_init(&lock->dep, name, site, key);
	lock->magic = MUTEX_MAGIC;
	lock->nr_waiters = 0;
	lock->owner = NULL;
	INIT_LIST_HEAD(&lock->waiters);
}

static void mutex_check(struct mutex *lock, const char *call)
{
	if (lock->magic != MUTEX_MAGIC)
		finding_report("bad-lock",
			       "%s: the mutex was never initialised, or was destroyed or freed "
			       "(magic %#x)",
			       call, lock->magic);
	if (!lock_is_fresh(&lock->dep))
		return;
	if (lock->dep.class_id) {
		lock->owner = NULL;
		lock->nr_waiters = 0;
		INIT_LIST_HEAD(&lock->waiters);
	}
	lock_class_assign(&lock->dep);
}

static void mutex_check_context(const char *call)
{
	if (sched_context() != SCHED_PROCESS)
		finding_report("mutex-in-irq", "%s() in an interrupt (F7.4)", call);
}

void mutex_destroy(struct mutex *lock)
{
	mutex_check(lock, "mutex_destroy");
	if (lock->owner)
		finding_report("bad-lock", "mutex '%s' is destroyed while task '%s' holds it",
			       lock->dep.name,
			       lock->owner == &host_owner ? "host" : sched_task_name(lock->owner));
	lock->magic = 0;
}

/* Held, and so in memory that must not be freed; mutex_disown() undoes it. */
static void mutex_own(struct mutex *lock)
{
	lock->owner = me();
	memory_active_add(lock, "a held mutex");
}

static void mutex_disown(struct mutex *lock)
{
	lock->owner = NULL;
	memory_active_del(lock);
}

/* Wait in line until given the mutex, or until it is found free. */
static int mutex_wait(struct mutex *lock, unsigned int state)
{
	struct lock_waiter waiter = { .task = sched_current };
	int r = 0;

	list_add_tail(&waiter.entry, &lock->waiters);
	lock->nr_waiters++;
	for (;;) {
		sched_current->__state = state;
		if (waiter.is_given)
			break;
		if (!lock->owner) {
			mutex_own(lock);
			break;
		}
		if (signal_pending_state(state, sched_current)) {
			r = -EINTR;
			break;
		}
		sched_waits_on(lock->dep.name);
		schedule();
		sched_waits_on(NULL);
	}
	sched_current->__state = TASK_RUNNING;
	if (!waiter.is_given) {
		list_del(&waiter.entry);
		lock->nr_waiters--;
	}
	return r;
}

static int mutex_take(struct mutex *lock, unsigned int state, u32 how, const char *call)
{
	int r = 0;

	sched_might_sleep(call);
	mutex_check_context(call);
	sched_point(POINT_LOCK);
	mutex_check(lock, call);
	if (lock->owner == me())
		finding_report("recursive-lock", "task '%s' takes mutex '%s' that it holds (F7.4)",
			       sched_task_name(sched_current), lock->dep.name);
	lock_note(&lock->dep, lock, how);
	if (!lock->owner)
		mutex_own(lock);
	else if (!sched_current)
		finding_report("might-sleep", "mutex '%s' is contended on the host stack",
			       lock->dep.name);
	else
		r = mutex_wait(lock, state);
	if (r)
		lock_forget(lock, NULL);
	return r;
}

void mutex_lock_nested(struct mutex *lock, unsigned int subclass)
{
	mutex_take(lock, TASK_UNINTERRUPTIBLE, subclass ? HELD_NESTED : 0, "mutex_lock");
}

int mutex_lock_interruptible(struct mutex *lock)
{
	return mutex_take(lock, TASK_INTERRUPTIBLE, 0, "mutex_lock_interruptible");
}

int mutex_lock_killable(struct mutex *lock)
{
	return mutex_take(lock, TASK_KILLABLE, 0, "mutex_lock_killable");
}

int mutex_trylock(struct mutex *lock)
{
	mutex_check_context("mutex_trylock");
	sched_point(POINT_LOCK);
	mutex_check(lock, "mutex_trylock");
	if (lock->owner)
		return 0;
	lock_note(&lock->dep, lock, HELD_TRY);
	mutex_own(lock);
	return 1;
}

static struct lock_waiter *waiter_nth(struct mutex *lock, u32 i)
{
	struct lock_waiter *waiter;

	list_for_each_entry(waiter, &lock->waiters, entry)
		if (!i--)
			return waiter;
	return NULL;
}

static void mutex_hand_over(struct mutex *lock)
{
	u32 chosen = choose(CHOICE_WAKE, lock->nr_waiters + 1);
	struct lock_waiter *waiter;

	if (chosen == lock->nr_waiters) {
		mutex_disown(lock);
		sched_wake(waiter_nth(lock, 0)->task, TASK_NORMAL);
		return;
	}
	waiter = waiter_nth(lock, chosen);
	list_del(&waiter->entry);
	lock->nr_waiters--;
	lock->owner = waiter->task;
	waiter->is_given = true;
	sched_wake(waiter->task, TASK_NORMAL);
}

void mutex_unlock(struct mutex *lock)
{
	mutex_check(lock, "mutex_unlock");
	mutex_check_context("mutex_unlock");
	if (!lock->owner)
		finding_report("double-unlock", "mutex '%s' is unlocked but not locked (F7.4)",
			       lock->dep.name);
	if (lock->owner != me())
		finding_report("wrong-owner", "mutex '%s' is unlocked by task '%s', held by '%s'",
			       lock->dep.name, sched_task_name(sched_current),
			       lock->owner == &host_owner ? "host" : sched_task_name(lock->owner));
	lock_forget(lock, NULL);
	if (lock->nr_waiters)
		mutex_hand_over(lock);
	else
		mutex_disown(lock);
	sched_point(POINT_UNLOCK);
}

/* --- semaphores --- */

void sema_init(struct semaphore *sem, int val)
{
	sem->count = val;
	INIT_LIST_HEAD(&sem->wait_list);
}

static int sema_wait(struct semaphore *sem, unsigned int state, long timeout)
{
	struct lock_waiter waiter = { .task = sched_current };

	list_add_tail(&waiter.entry, &sem->wait_list);
	for (;;) {
		if (signal_pending_state(state, sched_current) || timeout <= 0) {
			list_del(&waiter.entry);
			return timeout <= 0 ? -ETIME : -EINTR;
		}
		sched_current->__state = state;
		sched_waits_on("down");
		timeout = schedule_timeout(timeout);
		sched_waits_on(NULL);
		if (waiter.is_given)
			return 0;
	}
}

static int sema_take(struct semaphore *sem, unsigned int state, long timeout)
{
	sched_might_sleep("down");
	sched_point(POINT_LOCK);
	if (!sem->count)
		return sema_wait(sem, state, timeout);
	sem->count--;
	return 0;
}

void down(struct semaphore *sem)
{
	sema_take(sem, TASK_UNINTERRUPTIBLE, MAX_SCHEDULE_TIMEOUT);
}

int down_interruptible(struct semaphore *sem)
{
	return sema_take(sem, TASK_INTERRUPTIBLE, MAX_SCHEDULE_TIMEOUT);
}

int down_killable(struct semaphore *sem)
{
	return sema_take(sem, TASK_KILLABLE, MAX_SCHEDULE_TIMEOUT);
}

int down_timeout(struct semaphore *sem, long timeout)
{
	return sema_take(sem, TASK_UNINTERRUPTIBLE, timeout);
}

int down_trylock(struct semaphore *sem)
{
	sched_point(POINT_LOCK);
	if (!sem->count)
		return 1;
	sem->count--;
	return 0;
}

void up(struct semaphore *sem)
{
	struct lock_waiter *waiter;

	if (list_empty(&sem->wait_list)) {
		sem->count++;
	} else {
		waiter = list_first_entry(&sem->wait_list, struct lock_waiter, entry);
		list_del(&waiter->entry);
		waiter->is_given = true;
		sched_wake(waiter->task, TASK_NORMAL);
	}
	sched_point(POINT_UNLOCK);
}
