// SPDX-License-Identifier: GPL-2.0-only
/*
 * Spinning locks for many readers or one writer.
 *
 * From: rarely anybody.
 * To:   lockdep.c; sched_spin_wait() where the lock is taken.
 *
 * Not covered: a writer that waits does not keep new readers out.
 */
#include <linux/spinlock.h>

#include "finding.h"
#include "lock.h"

static const struct task_struct host_owner;

static const struct task_struct *me(void)
{
	return sched_current ?: &host_owner;
}

void rwlock_init_class(struct rwlock *lock, const char *name, const char *site,
		       struct lock_class_key *key)
{
	lockdep_map_init(&lock->dep, name, site, key);
	lock->magic = RWLOCK_MAGIC;
	lock->nr_spinning = 0;
	lock->nr_readers = 0;
	lock->writer = NULL;
}

static void rw_check(struct rwlock *lock)
{
	if (lock->magic != RWLOCK_MAGIC)
		finding_report("bad-lock", "an rwlock was never initialised, or its memory freed");
	if (!lock_is_fresh(&lock->dep))
		return;
	if (lock->dep.class_id) {
		lock->nr_readers = 0;
		lock->nr_spinning = 0;
		lock->writer = NULL;
	}
	lock_class_assign(&lock->dep);
}

static unsigned long off(enum spin_how how)
{
	unsigned long flags = how == SPIN_IRQ || how == SPIN_IRQSAVE ? irq_save() : 0;

	if (how == SPIN_BH)
		sched_atomic()->bh_off++;
	sched_atomic()->preempt++;
	return flags;
}

static void on(enum spin_how how)
{
	sched_atomic()->preempt--;
	if (how == SPIN_IRQ)
		irq_enable();
	if (how == SPIN_BH)
		local_bh_enable();
}

static unsigned long take(struct rwlock *lock, enum spin_how how, bool is_writer)
{
	unsigned long flags;
	u32 held = HELD_SPIN | (is_writer ? 0 : HELD_READ) |
		   (how == SPIN_IRQ || how == SPIN_IRQSAVE ? HELD_OFF_IRQ : 0);

	sched_point(POINT_LOCK);
	rw_check(lock);
	if (lock->writer == me() || (is_writer && sched_current && lockdep_holds(lock)))
		finding_report("recursive-lock", "rwlock '%s' is taken by its holder",
			       lock->dep.name);
	flags = off(how);
	lock_note(&lock->dep, lock, held);
	while (lock->writer || (is_writer && lock->nr_readers)) {
		lock->nr_spinning++;
		sched_spin_wait(lock, lock->dep.name);
		lock->nr_spinning--;
	}
	if (is_writer)
		lock->writer = me();
	else
		lock->nr_readers++;
	return flags;
}

static void drop(struct rwlock *lock, bool is_writer)
{
	rw_check(lock);
	if (is_writer ? !lock->writer : !lock->nr_readers)
		finding_report("double-unlock", "rwlock '%s' is released but not taken",
			       lock->dep.name);
	if (!lock_forget(lock, NULL))
		finding_report("wrong-owner", "rwlock '%s' is released by another task",
			       lock->dep.name);
	if (is_writer)
		lock->writer = NULL;
	else
		lock->nr_readers--;
	if (lock->nr_spinning)
		sched_spin_release(lock);
}

void read_acquire(struct rwlock *lock, enum spin_how how)
{
	take(lock, how, false);
}

void write_acquire(struct rwlock *lock, enum spin_how how)
{
	take(lock, how, true);
}

unsigned long read_acquire_irqsave(struct rwlock *lock)
{
	return take(lock, SPIN_IRQSAVE, false);
}

unsigned long write_acquire_irqsave(struct rwlock *lock)
{
	return take(lock, SPIN_IRQSAVE, true);
}

bool write_acquire_try(struct rwlock *lock)
{
	sched_point(POINT_LOCK);
	rw_check(lock);
	if (lock->writer || lock->nr_readers)
		return false;
	off(SPIN_PLAIN);
	lock_note(&lock->dep, lock, HELD_SPIN | HELD_TRY);
	lock->writer = me();
	return true;
}

void read_release(struct rwlock *lock, enum spin_how how)
{
	drop(lock, false);
	on(how);
	sched_point(POINT_UNLOCK);
}

void write_release(struct rwlock *lock, enum spin_how how)
{
	drop(lock, true);
	on(how);
	sched_point(POINT_UNLOCK);
}

void read_release_irqrestore(struct rwlock *lock, unsigned long flags)
{
	drop(lock, false);
	on(SPIN_PLAIN);
	irq_restore(flags);
	sched_point(POINT_UNLOCK);
}

void write_release_irqrestore(struct rwlock *lock, unsigned long flags)
{
	drop(lock, true);
	on(SPIN_PLAIN);
	irq_restore(flags);
	sched_point(POINT_UNLOCK);
}
