// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sleeping locks for many readers or one writer.
 *
 * From: process context only.
 * To:   lockdep.c; schedule() while waiting.
 *
 * One line for readers and writers: whoever comes when somebody waits, waits behind
 * them, so a reader that reads again while a writer waits deadlocks (F7.4).
 */
#include <linux/rwsem.h>

#include <linux/errno.h>
#include <linux/kernel.h>

#include "finding.h"
#include "lock.h"

struct rwsem_waiter {
	struct list_head entry;
	struct task_struct *task;
	bool is_writer, is_given;
};

static const struct task_struct host_owner;

static const struct task_struct *me(void)
{
	return sched_current ?: &host_owner;
}

void __init_rwsem(struct rw_semaphore *sem, const char *name, const char *site,
		  struct lock_class_key *key)
{
	lockdep_map_init(&sem->dep, name, site, key);
	sem->magic = RWSEM_MAGIC;
	sem->nr_readers = 0;
	sem->writer = NULL;
	INIT_LIST_HEAD(&sem->waiters);
}

static void rwsem_check(struct rw_semaphore *sem, const char *call)
{
	if (sem->magic != RWSEM_MAGIC)
		finding_report(
			"bad-lock",
			"%s: the rw_semaphore was never initialised, or was freed (magic %#x)",
			call, sem->magic);
	if (!lock_is_fresh(&sem->dep))
		return;
	if (sem->dep.class_id) {
		sem->nr_readers = 0;
		sem->writer = NULL;
		INIT_LIST_HEAD(&sem->waiters);
	}
	lock_class_assign(&sem->dep);
}

static bool rwsem_is_open(const struct rw_semaphore *sem, bool is_writer)
{
	return !sem->writer && !(is_writer && sem->nr_readers);
}

static void rwsem_give(struct rw_semaphore *sem, struct task_struct *task, bool is_writer)
{
	if (is_writer)
		sem->writer = task;
	else
		sem->nr_readers++;
}

/* Let in whoever is first in line, and all readers behind a reader. */
static void rwsem_let_in(struct rw_semaphore *sem)
{
	struct rwsem_waiter *waiter;
	bool was_writer;

	while (!list_empty(&sem->waiters)) {
		waiter = list_first_entry(&sem->waiters, struct rwsem_waiter, entry);
		was_writer = waiter->is_writer;
		if (!rwsem_is_open(sem, was_writer))
			return;
		list_del(&waiter->entry);
		rwsem_give(sem, waiter->task, was_writer);
		waiter->is_given = true;
		sched_wake(waiter->task, TASK_NORMAL);
		if (was_writer)
			return;
	}
}

static int rwsem_wait(struct rw_semaphore *sem, bool is_writer, unsigned int state)
{
	struct rwsem_waiter waiter = { .task = sched_current, .is_writer = is_writer };

	list_add_tail(&waiter.entry, &sem->waiters);
	for (;;) {
		sched_current->__state = state;
		if (waiter.is_given)
			break;
		if (signal_pending_state(state, sched_current)) {
			sched_current->__state = TASK_RUNNING;
			list_del(&waiter.entry);
			rwsem_let_in(sem);
			return -EINTR;
		}
		sched_waits_on(sem->dep.name);
		schedule();
		sched_waits_on(NULL);
	}
	sched_current->__state = TASK_RUNNING;
	return 0;
}

static int rwsem_take(struct rw_semaphore *sem, bool is_writer, unsigned int state,
		      const char *call)
{
	int r = 0;

	sched_might_sleep(call);
	sched_point(POINT_LOCK);
	rwsem_check(sem, call);
	if (sched_current && lockdep_holds(sem))
		finding_report("recursive-lock", "%s: task '%s' holds '%s' already (F7.4)", call,
			       sched_task_name(sched_current), sem->dep.name);
	lock_note(&sem->dep, sem, is_writer ? 0 : HELD_READ);
	if (list_empty(&sem->waiters) && rwsem_is_open(sem, is_writer))
		rwsem_give(sem, (struct task_struct *)me(), is_writer);
	else if (!sched_current)
		finding_report("might-sleep", "'%s' is contended on the host stack", sem->dep.name);
	else
		r = rwsem_wait(sem, is_writer, state);
	if (r)
		lock_forget(sem, NULL);
	return r;
}

void down_read(struct rw_semaphore *sem)
{
	rwsem_take(sem, false, TASK_UNINTERRUPTIBLE, "down_read");
}

int down_read_interruptible(struct rw_semaphore *sem)
{
	return rwsem_take(sem, false, TASK_INTERRUPTIBLE, "down_read_interruptible");
}

int down_read_killable(struct rw_semaphore *sem)
{
	return rwsem_take(sem, false, TASK_KILLABLE, "down_read_killable");
}

void down_write(struct rw_semaphore *sem)
{
	rwsem_take(sem, true, TASK_UNINTERRUPTIBLE, "down_write");
}

int down_write_killable(struct rw_semaphore *sem)
{
	return rwsem_take(sem, true, TASK_KILLABLE, "down_write_killable");
}

/* A trylock may overtake those in line. */
static int rwsem_try(struct rw_semaphore *sem, bool is_writer, const char *call)
{
	sched_point(POINT_LOCK);
	rwsem_check(sem, call);
	if (!rwsem_is_open(sem, is_writer))
		return 0;
	lock_note(&sem->dep, sem, HELD_TRY | (is_writer ? 0 : HELD_READ));
	rwsem_give(sem, (struct task_struct *)me(), is_writer);
	return 1;
}

int down_read_trylock(struct rw_semaphore *sem)
{
	return rwsem_try(sem, false, "down_read_trylock");
}

int down_write_trylock(struct rw_semaphore *sem)
{
	return rwsem_try(sem, true, "down_write_trylock");
}

void up_read(struct rw_semaphore *sem)
{
	rwsem_check(sem, "up_read");
	if (!sem->nr_readers || !lock_forget_reader(sem))
		finding_report("double-unlock", "up_read() of '%s' that nobody reads (F7.4)",
			       sem->dep.name);
	sem->nr_readers--;
	rwsem_let_in(sem);
	sched_point(POINT_UNLOCK);
}

void up_write(struct rw_semaphore *sem)
{
	rwsem_check(sem, "up_write");
	if (!sem->writer)
		finding_report("double-unlock", "up_write() of '%s' that nobody writes (F7.4)",
			       sem->dep.name);
	if (sem->writer != me())
		finding_report("wrong-owner", "up_write() of '%s' by task '%s', held by '%s'",
			       sem->dep.name, sched_task_name(sched_current),
			       sem->writer == &host_owner ? "host" : sched_task_name(sem->writer));
	lock_forget(sem, NULL);
	sem->writer = NULL;
	rwsem_let_in(sem);
	sched_point(POINT_UNLOCK);
}

void downgrade_write(struct rw_semaphore *sem)
{
	rwsem_check(sem, "downgrade_write");
	if (sem->writer != me())
		finding_report("wrong-owner", "downgrade_write() of '%s' by task '%s'",
			       sem->dep.name, sched_task_name(sched_current));
	lock_forget(sem, NULL);
	sem->writer = NULL;
	sem->nr_readers++;
	lock_note(&sem->dep, sem, HELD_READ | HELD_TRY);
	rwsem_let_in(sem);
	sched_point(POINT_UNLOCK);
}
