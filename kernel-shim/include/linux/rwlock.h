/* SPDX-License-Identifier: GPL-2.0-only */
/* Spinning locks for many readers or one writer. */
#ifndef _LINUX_RWLOCK_H
#define _LINUX_RWLOCK_H

#include <linux/spinlock.h>

void rwlock_init_class(struct rwlock *lock, const char *name, const char *site,
		       struct lock_class_key *key);
void read_acquire(struct rwlock *lock, enum spin_how how);
void read_release(struct rwlock *lock, enum spin_how how);
unsigned long read_acquire_irqsave(struct rwlock *lock);
void read_release_irqrestore(struct rwlock *lock, unsigned long flags);
void write_acquire(struct rwlock *lock, enum spin_how how);
bool write_acquire_try(struct rwlock *lock);
void write_release(struct rwlock *lock, enum spin_how how);
unsigned long write_acquire_irqsave(struct rwlock *lock);
void write_release_irqrestore(struct rwlock *lock, unsigned long flags);

#define rwlock_init(lock)                                            \
	do {                                                         \
		static struct lock_class_key __key;                  \
                                                                     \
		rwlock_init_class((lock), #lock, LOCK_SITE, &__key); \
	} while (0)
#define read_lock(lock) read_acquire((lock), SPIN_PLAIN)
#define read_lock_bh(lock) read_acquire((lock), SPIN_BH)
#define read_lock_irq(lock) read_acquire((lock), SPIN_IRQ)
#define read_lock_irqsave(lock, flags) ((flags) = read_acquire_irqsave(lock))
#define read_unlock(lock) read_release((lock), SPIN_PLAIN)
#define read_unlock_bh(lock) read_release((lock), SPIN_BH)
#define read_unlock_irq(lock) read_release((lock), SPIN_IRQ)
#define read_unlock_irqrestore(lock, flags) read_release_irqrestore((lock), (flags))
#define write_lock(lock) write_acquire((lock), SPIN_PLAIN)
#define write_lock_bh(lock) write_acquire((lock), SPIN_BH)
#define write_lock_irq(lock) write_acquire((lock), SPIN_IRQ)
#define write_lock_irqsave(lock, flags) ((flags) = write_acquire_irqsave(lock))
#define write_trylock(lock) write_acquire_try(lock)
#define write_unlock(lock) write_release((lock), SPIN_PLAIN)
#define write_unlock_bh(lock) write_release((lock), SPIN_BH)
#define write_unlock_irq(lock) write_release((lock), SPIN_IRQ)
#define write_unlock_irqrestore(lock, flags) write_release_irqrestore((lock), (flags))

#endif
