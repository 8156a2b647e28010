/* SPDX-License-Identifier: GPL-2.0-only */
/* Spinlocks: the types and their static initialisers. */
#ifndef _LINUX_SPINLOCK_TYPES_H
#define _LINUX_SPINLOCK_TYPES_H

#include <linux/lockdep.h>
#include <linux/types.h>

#define SPINLOCK_MAGIC 0xdead4eadu
#define RWLOCK_MAGIC 0xdeaf1eedu

struct task_struct;

/* @dep comes first in every lock: LOCK_MAP(). */
typedef struct raw_spinlock {
	struct lockdep_map dep;
	u32 magic;
	u32 nr_spinning;
	const struct task_struct *owner; /* spinlock.c: host_owner outside of tasks */
} raw_spinlock_t;

typedef struct spinlock {
	struct raw_spinlock rlock;
} spinlock_t;

typedef struct rwlock {
	struct lockdep_map dep;
	u32 magic;
	u32 nr_spinning;
	u32 nr_readers;
	const struct task_struct *writer;
} rwlock_t;

#define __RAW_SPIN_LOCK_UNLOCKED(name_)                                  \
	{                                                                \
		.dep = LOCKDEP_MAP_INIT(#name_), .magic = SPINLOCK_MAGIC \
	}
#define __SPIN_LOCK_UNLOCKED(name_)                      \
	(spinlock_t)                                     \
	{                                                \
		.rlock = __RAW_SPIN_LOCK_UNLOCKED(name_) \
	}
#define __SPIN_LOCK_INITIALIZER(name_)                   \
	{                                                \
		.rlock = __RAW_SPIN_LOCK_UNLOCKED(name_) \
	}
#define __RW_LOCK_UNLOCKED(name_)                                      \
	{                                                              \
		.dep = LOCKDEP_MAP_INIT(#name_), .magic = RWLOCK_MAGIC \
	}

#define DEFINE_SPINLOCK(x) spinlock_t x = __SPIN_LOCK_INITIALIZER(x)
#define DEFINE_RAW_SPINLOCK(x) raw_spinlock_t x = __RAW_SPIN_LOCK_UNLOCKED(x)
#define DEFINE_RWLOCK(x) rwlock_t x = __RW_LOCK_UNLOCKED(x)

#endif
