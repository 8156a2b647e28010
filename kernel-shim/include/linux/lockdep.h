/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Lock classes and what is asserted about held locks. F7.3, F7.5: a class is an
 * initialisation site; the order between classes is checked whether or not a run
 * deadlocks.
 */
#ifndef _LINUX_LOCKDEP_H
#define _LINUX_LOCKDEP_H

#include <linux/types.h>

struct task_struct;

struct lock_class_key {
	u32 id; /* of this boot: lockdep.c */
};

/**
 * struct lockdep_map - what the checks know of a lock, a work, a thread's body
 * @key: the class; NULL: the object is a class of its own (a static one)
 * @class_id: cached number of the class, void after the next boot
 */
struct lockdep_map {
	u32 class_id;
	struct lock_class_key *key;
	const char *name;
	const char *site; /* file:line of the initialisation */
};

#define LOCK_LINE_(line) #line
#define LOCK_LINE(line) LOCK_LINE_(line)
#define LOCK_SITE __FILE__ ":" LOCK_LINE(__LINE__)

#define LOCKDEP_MAP_INIT(name_)                    \
	{                                          \
		.name = (name_), .site = LOCK_SITE \
	}

static inline void lockdep_map_init(struct lockdep_map *map, const char *name, const char *site,
				    struct lock_class_key *key)
{
	map->class_id = 0;
	map->key = key;
	map->name = name;
	map->site = site;
}

#define lockdep_init_map(map, name, key, subclass) lockdep_map_init(map, name, LOCK_SITE, key)

/* Of spinlock_t, raw_spinlock_t, rwlock_t, struct mutex, struct rw_semaphore. */
#define lockdep_set_class(lock, key_) lockdep_map_init(&LOCK_MAP(lock), #key_, LOCK_SITE, key_)
#define lockdep_set_class_and_name(lock, key_, name) \
	lockdep_map_init(&LOCK_MAP(lock), name, LOCK_SITE, key_)
#define LOCK_MAP(lock)                                                   \
	(*_Generic((lock), struct spinlock *                             \
		   : (struct lockdep_map *)(lock), struct raw_spinlock * \
		   : (struct lockdep_map *)(lock), struct rwlock *       \
		   : (struct lockdep_map *)(lock), struct mutex *        \
		   : (struct lockdep_map *)(lock), struct rw_semaphore * \
		   : (struct lockdep_map *)(lock)))

struct spinlock;
struct raw_spinlock;
struct rwlock;
struct mutex;
struct rw_semaphore;

static inline void lockdep_register_key(struct lock_class_key *key)
{
	key->id = 0;
}

void lockdep_unregister_key(struct lock_class_key *key);

/* Held in no sense but for the order: a work's function, a thread's body. */
void lock_map_acquire(struct lockdep_map *map);
void lock_map_release(struct lockdep_map *map);

bool lockdep_holds(const void *lock); /* the running task; a reader or the owner */
bool lockdep_holds_for_writing(const void *lock);
void lockdep_assert(bool holds, const char *what);

#define lockdep_is_held(lock) lockdep_holds(lock)
#define lockdep_assert_held(lock) \
	lockdep_assert(lockdep_holds(lock), "lockdep_assert_held(" #lock ")")
#define lockdep_assert_not_held(lock) \
	lockdep_assert(!lockdep_holds(lock), "lockdep_assert_not_held(" #lock ")")
#define lockdep_assert_held_write(lock) \
	lockdep_assert(lockdep_holds_for_writing(lock), "lockdep_assert_held_write(" #lock ")")
#define lockdep_assert_held_read(lock) \
	lockdep_assert(lockdep_holds(lock), "lockdep_assert_held_read(" #lock ")")
#define lockdep_assert_held_once(lock) lockdep_assert_held(lock)

bool lockdep_irqs_off(void);
bool lockdep_is_preemptible(void);

#define lockdep_assert_irqs_disabled() \
	lockdep_assert(lockdep_irqs_off(), "lockdep_assert_irqs_disabled()")
#define lockdep_assert_irqs_enabled() \
	lockdep_assert(!lockdep_irqs_off(), "lockdep_assert_irqs_enabled()")
#define lockdep_assert_preemption_enabled() \
	lockdep_assert(lockdep_is_preemptible(), "lockdep_assert_preemption_enabled()")

#endif
