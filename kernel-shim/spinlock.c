// SPDX-License-Identifier: GPL-2.0-only
/*
 * Spinlocks, and what they switch off: preemption, bottom halves, interrupts.
 *
 * From: everybody.
 * To:   lockdep.c for order and irq safety; sched_spin_wait() where a lock is taken.
 *
 * Taking and releasing are scheduling points, so that another CPU can come between.
 * F7.2: findings "bad-lock", "recursive-lock", "double-unlock", "wrong-owner", "irq-flags".
 */
#include <linux/bit_spinlock.h>
#include <linux/spinlock.h>

#include <linux/kernel.h>

#include "finding.h"
#include "lock.h"

/* What irq_save() returns: a value that no uninitialised variable has, and the state. */
#define FLAGS_MAGIC 0x1f1a6500ul
#define FLAGS_WERE_OFF 1ul

static const struct task_struct host_owner;

static const struct task_struct *me(void)
{
	return sched_current ?: &host_owner;
}

/* --- interrupts, bottom halves, preemption --- */

unsigned long irq_save(void)
{
	unsigned long flags = FLAGS_MAGIC | (sched_atomic()->irqs_off ? FLAGS_WERE_OFF : 0);

	sched_atomic()->irqs_off = 1;
	return flags;
}

/* Interrupts come on while a lock that was taken with them off is still held. */
static void irq_on_check(const char *call)
{
	const struct task_struct *task = sched_current;
	u32 i;

	for (i = 0; task && i < task->nr_held; i++)
		if (task->held[i].how & HELD_OFF_IRQ)
			finding_report("irq-flags",
				       "%s enables interrupts with a lock still held that was "
				       "taken with them off (F7.2)",
				       call);
}

void irq_restore(unsigned long flags)
{
	if ((flags & ~FLAGS_WERE_OFF) != FLAGS_MAGIC)
		finding_report("irq-flags", "interrupt flags %#lx were never saved", flags);
	if (!sched_atomic()->irqs_off)
		finding_report("irq-flags", "interrupts are restored but were not off");
	if (!(flags & FLAGS_WERE_OFF)) {
		irq_on_check("restoring flags");
		sched_atomic()->irqs_off = 0;
	}
}

void irq_disable(void)
{
	sched_atomic()->irqs_off = 1;
}

void irq_enable(void)
{
	if (sched_context() == SCHED_HARDIRQ)
		finding_report("irq-flags", "interrupts are enabled in a hard interrupt");
	irq_on_check("local_irq_enable()");
	sched_atomic()->irqs_off = 0;
}

void preempt_disable(void)
{
	sched_point(POINT_LOCK);
	sched_atomic()->preempt++;
}

void preempt_enable(void)
{
	if (--sched_atomic()->preempt < 0)
		finding_report("preempt-count", "preempt_enable() without preempt_disable()");
	sched_point(POINT_UNLOCK);
}

static void bh_off(void)
{
	sched_atomic()->bh_off++;
}

static void bh_on(void)
{
	if (sched_context() == SCHED_HARDIRQ || sched_atomic()->irqs_off)
		finding_report("irq-flags", "bottom halves are enabled with interrupts off");
	if (--sched_atomic()->bh_off < 0)
		finding_report("preempt-count", "local_bh_enable() without local_bh_disable()");
}

void local_bh_disable(void)
{
	sched_point(POINT_LOCK);
	bh_off();
}

void local_bh_enable(void)
{
	bh_on();
	sched_point(POINT_UNLOCK);
}

/* --- one way in, one way out, for all spinning locks --- */

/* Switch off what @how says; what is to be noted about it. */
static inline u32 switch_off(struct sched_atomic *atomic, enum spin_how how)
{
	u32 held = HELD_SPIN;

	atomic->preempt++;
	if (how == SPIN_PLAIN)
		return held;
	if (how == SPIN_BH) {
		atomic->bh_off++;
		return held | HELD_OFF_BH;
	}
	if (atomic->irqs_off)
		held |= HELD_WAS_OFF_IRQ;
	atomic->irqs_off = 1;
	return held | HELD_OFF_IRQ;
}

static void switch_on_slow(enum spin_how how, u32 held)
{
	if (how == SPIN_BH) {
		bh_on();
	} else if (how == SPIN_IRQ) {
		if (held & HELD_WAS_OFF_IRQ)
			finding_report("irq-flags",
				       "an _irq unlock enables interrupts that were off before the "
				       "lock was taken (F7.2)");
		irq_enable();
	}
}

static inline void switch_on(enum spin_how how, u32 held)
{
	if (--sched_atomic()->preempt < 0)
		finding_report("preempt-count", "a spinlock was released once too often");
	if (how != SPIN_PLAIN)
		switch_on_slow(how, held);
}

/* --- spinlock_t, raw_spinlock_t --- */

void spin_init(struct raw_spinlock *lock, const char *name, const char *site,
	       struct lock_class_key *key)
{
	lockdep_map_init(&lock->dep, name, site, key);
	lock->magic = SPINLOCK_MAGIC;
	lock->nr_spinning = 0;
	lock->owner = NULL;
}

static void spin_report_bad(const struct raw_spinlock *lock)
{
	finding_report("bad-lock",
		       "a spinlock was never initialised, or its memory was freed (magic %#x)",
		       lock->magic);
}

/* First use in this boot: a static lock forgets the boot before. */
static void spin_renew(struct raw_spinlock *lock)
{
	if (lock->dep.class_id) {
		lock->owner = NULL;
		lock->nr_spinning = 0;
	}
	lock_class_assign(&lock->dep);
}

/* A lock in freed memory is our finding, not the sanitizer's. */
__attribute__((no_sanitize("address"))) static inline void spin_check(struct raw_spinlock *lock)
{
	if (__builtin_expect(lock->magic != SPINLOCK_MAGIC, 0))
		spin_report_bad(lock);
	if (__builtin_expect(lock_is_fresh(&lock->dep), 0))
		spin_renew(lock);
}

static void spin_contended(struct raw_spinlock *lock)
{
	if (lock->owner == me())
		finding_report("recursive-lock",
			       "task '%s' takes spinlock '%s' that it holds (F7.2)",
			       sched_task_name(sched_current), lock->dep.name);
	while (lock->owner) {
		lock->nr_spinning++;
		sched_spin_wait(lock, lock->dep.name);
		if (lock->magic != SPINLOCK_MAGIC)
			spin_report_bad(lock);
		lock->nr_spinning--;
	}
}

static inline u32 spin_take(struct raw_spinlock *lock, enum spin_how how, bool is_nested)
{
	struct sched_atomic *atomic = sched_atomic();
	u32 held;

	sched_point(POINT_LOCK);
	spin_check(lock);
	held = switch_off(atomic, how) | (is_nested ? HELD_NESTED : 0);
	if (__builtin_expect(lock->owner == me(), 0))
		spin_contended(lock);
	lock_note_spin(&lock->dep, lock, held, atomic);
	if (__builtin_expect(lock->owner != NULL, 0))
		spin_contended(lock);
	lock->owner = me();
	return held;
}

void spin_acquire(struct raw_spinlock *lock, enum spin_how how, bool is_nested)
{
	spin_take(lock, how, is_nested);
}

unsigned long spin_acquire_irqsave(struct raw_spinlock *lock, bool is_nested)
{
	u32 held = spin_take(lock, SPIN_IRQSAVE, is_nested);

	return FLAGS_MAGIC | (held & HELD_WAS_OFF_IRQ ? FLAGS_WERE_OFF : 0);
}

bool spin_acquire_try(struct raw_spinlock *lock, enum spin_how how)
{
	sched_point(POINT_LOCK);
	spin_check(lock);
	if (lock->owner)
		return false;
	lock_note(&lock->dep, lock, switch_off(sched_atomic(), how) | HELD_TRY);
	lock->owner = me();
	return true;
}

bool spin_acquire_try_irqsave(struct raw_spinlock *lock, unsigned long *flags)
{
	bool were_off = sched_atomic()->irqs_off;

	if (!spin_acquire_try(lock, SPIN_IRQSAVE))
		return false;
	*flags = FLAGS_MAGIC | (were_off ? FLAGS_WERE_OFF : 0);
	return true;
}

static void spin_report_not_mine(const struct raw_spinlock *lock)
{
	if (!lock->owner)
		finding_report("double-unlock", "spinlock '%s' is released but not taken (F7.2)",
			       lock->dep.name);
	finding_report("wrong-owner", "spinlock '%s' is released by task '%s', held by task '%s'",
		       lock->dep.name, sched_task_name(sched_current),
		       sched_task_name(lock->owner == &host_owner ? NULL : lock->owner));
}

static inline u32 spin_drop(struct raw_spinlock *lock)
{
	u32 held;

	spin_check(lock);
	if (__builtin_expect(lock->owner != me(), 0))
		spin_report_not_mine(lock);
	lock_forget(lock, &held);
	lock->owner = NULL;
	if (__builtin_expect(lock->nr_spinning != 0, 0))
		sched_spin_release(lock);
	return held;
}

void spin_release(struct raw_spinlock *lock, enum spin_how how)
{
	u32 held = spin_drop(lock);

	switch_on(how, held);
	sched_point(POINT_UNLOCK);
}

void spin_release_irqrestore(struct raw_spinlock *lock, unsigned long flags)
{
	spin_drop(lock);
	switch_on(SPIN_PLAIN, 0);
	irq_restore(flags);
	sched_point(POINT_UNLOCK);
}

bool spin_is_owned(const struct raw_spinlock *lock)
{
	return lock->owner == me();
}

/* --- bits --- */

int bit_spin_trylock(int bitnum, unsigned long *addr)
{
	sched_point(POINT_LOCK);
	if (*addr >> bitnum & 1)
		return 0;
	sched_atomic()->preempt++;
	*addr |= 1ul << bitnum;
	return 1;
}

void bit_spin_lock(int bitnum, unsigned long *addr)
{
	while (!bit_spin_trylock(bitnum, addr))
		sched_spin_wait(addr, "bit_spin_lock");
}

void bit_spin_unlock(int bitnum, unsigned long *addr)
{
	if (!(*addr >> bitnum & 1))
		finding_report("double-unlock", "bit_spin_unlock() of a bit that is not set");
	*addr &= ~(1ul << bitnum);
	sched_spin_release(addr);
	switch_on(SPIN_PLAIN, 0);
	sched_point(POINT_UNLOCK);
}
