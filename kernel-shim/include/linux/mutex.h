/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Mutexes. F7.4: the owner unlocks, never from an interrupt, never twice; not held at
 * exit. Unlocking hands over to the first waiter, unless the tape says otherwise.
 */
#ifndef _LINUX_MUTEX_H
#define _LINUX_MUTEX_H

#include <linux/list.h>
#include <linux/lockdep.h>
#include <linux/sched.h>
#include <linux/types.h>

#define MUTEX_MAGIC 0x6d757465u

struct mutex {
	struct lockdep_map dep; /* first: LOCK_MAP() */
	u32 magic;
	u32 nr_waiters;
	const struct task_struct *owner;
	struct list_head waiters;
};

#define __MUTEX_INITIALIZER(lockname)                                     \
	{                                                                 \
		.dep = LOCKDEP_MAP_INIT(#lockname), .magic = MUTEX_MAGIC, \
		.waiters = LIST_HEAD_INIT((lockname).waiters),            \
	}
#define DEFINE_MUTEX(mutexname) struct mutex mutexname = __MUTEX_INITIALIZER(mutexname)

void __mutex_init(struct mutex *lock, const char *name, const char *site,
		  struct lock_class_key *key);
void mutex_destroy(struct mutex *lock); /* unlocked; unusable afterwards */
void mutex_lock_nested(struct mutex *lock, unsigned int subclass);
int __must_check mutex_lock_interruptible(struct mutex *lock);
int __must_check mutex_lock_killable(struct mutex *lock);
int mutex_trylock(struct mutex *lock); /* 1: got it */
void mutex_unlock(struct mutex *lock);

#define mutex_init(mutex)                                         \
	do {                                                      \
		static struct lock_class_key __key;               \
                                                                  \
		__mutex_init((mutex), #mutex, LOCK_SITE, &__key); \
	} while (0)
#define mutex_lock(lock) mutex_lock_nested(lock, 0)
#define mutex_lock_io(lock) mutex_lock_nested(lock, 0)

static inline bool mutex_is_locked(struct mutex *lock)
{
	return lock->owner != NULL;
}

#endif
