/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Spinlocks. F7.2, F7.3: every call is checked for state, owner, order and irq safety;
 * a task that finds the lock taken spins: others run, it never sleeps.
 */
#ifndef _LINUX_SPINLOCK_H
#define _LINUX_SPINLOCK_H

#include <linux/irqflags.h>
#include <linux/lockdep.h>
#include <linux/preempt.h>
#include <linux/spinlock_types.h>
#include <linux/types.h>

/* What is switched off with the lock. */
enum spin_how { SPIN_PLAIN, SPIN_BH, SPIN_IRQ, SPIN_IRQSAVE };

void spin_acquire(struct raw_spinlock *lock, enum spin_how how, bool is_nested);
bool spin_acquire_try(struct raw_spinlock *lock, enum spin_how how);
void spin_release(struct raw_spinlock *lock, enum spin_how how);
unsigned long spin_acquire_irqsave(struct raw_spinlock *lock, bool is_nested);
bool spin_acquire_try_irqsave(struct raw_spinlock *lock, unsigned long *flags);
void spin_release_irqrestore(struct raw_spinlock *lock, unsigned long flags);
bool spin_is_owned(const struct raw_spinlock *lock);
void spin_init(struct raw_spinlock *lock, const char *name, const char *site,
	       struct lock_class_key *key);

#define raw_spin_lock_init(lock)                             \
	do {                                                 \
		static struct lock_class_key __key;          \
                                                             \
		spin_init((lock), #lock, LOCK_SITE, &__key); \
	} while (0)
#define raw_spin_lock(lock) spin_acquire((lock), SPIN_PLAIN, false)
#define raw_spin_lock_nested(lock, subclass) spin_acquire((lock), SPIN_PLAIN, (subclass) != 0)
#define raw_spin_lock_bh(lock) spin_acquire((lock), SPIN_BH, false)
#define raw_spin_lock_irq(lock) spin_acquire((lock), SPIN_IRQ, false)
#define raw_spin_lock_irqsave(lock, flags) ((flags) = spin_acquire_irqsave((lock), false))
#define raw_spin_trylock(lock) spin_acquire_try((lock), SPIN_PLAIN)
#define raw_spin_unlock(lock) spin_release((lock), SPIN_PLAIN)
#define raw_spin_unlock_bh(lock) spin_release((lock), SPIN_BH)
#define raw_spin_unlock_irq(lock) spin_release((lock), SPIN_IRQ)
#define raw_spin_unlock_irqrestore(lock, flags) spin_release_irqrestore((lock), (flags))
#define raw_spin_is_locked(lock) ((lock)->owner != NULL)

#define spin_lock_init(lock)                                         \
	do {                                                         \
		static struct lock_class_key __key;                  \
                                                                     \
		spin_init(&(lock)->rlock, #lock, LOCK_SITE, &__key); \
	} while (0)
#define spin_lock(lock) spin_acquire(&(lock)->rlock, SPIN_PLAIN, false)
#define spin_lock_nested(lock, subclass) spin_acquire(&(lock)->rlock, SPIN_PLAIN, (subclass) != 0)
#define spin_lock_bh(lock) spin_acquire(&(lock)->rlock, SPIN_BH, false)
#define spin_lock_irq(lock) spin_acquire(&(lock)->rlock, SPIN_IRQ, false)
#define spin_lock_irqsave(lock, flags) ((flags) = spin_acquire_irqsave(&(lock)->rlock, false))
#define spin_lock_irqsave_nested(lock, flags, subclass) \
	((flags) = spin_acquire_irqsave(&(lock)->rlock, (subclass) != 0))
#define spin_trylock(lock) spin_acquire_try(&(lock)->rlock, SPIN_PLAIN)
#define spin_trylock_bh(lock) spin_acquire_try(&(lock)->rlock, SPIN_BH)
#define spin_trylock_irq(lock) spin_acquire_try(&(lock)->rlock, SPIN_IRQ)
#define spin_trylock_irqsave(lock, flags) spin_acquire_try_irqsave(&(lock)->rlock, &(flags))
#define spin_unlock(lock) spin_release(&(lock)->rlock, SPIN_PLAIN)
#define spin_unlock_bh(lock) spin_release(&(lock)->rlock, SPIN_BH)
#define spin_unlock_irq(lock) spin_release(&(lock)->rlock, SPIN_IRQ)
#define spin_unlock_irqrestore(lock, flags) spin_release_irqrestore(&(lock)->rlock, (flags))
#define spin_is_locked(lock) ((lock)->rlock.owner != NULL)
#define spin_is_contended(lock) ((lock)->rlock.nr_spinning != 0)
#define assert_spin_locked(lock) \
	lockdep_assert(spin_is_locked(lock), "assert_spin_locked(" #lock ")")
#define assert_raw_spin_locked(lock) \
	lockdep_assert(raw_spin_is_locked(lock), "assert_raw_spin_locked(" #lock ")")

#include <linux/rwlock.h>

#endif
