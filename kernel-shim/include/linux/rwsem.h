/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Sleeping locks for many readers or one writer. F7.4: a reader may be released by
 * another task, a writer not; readers queue behind a waiting writer.
 */
#ifndef _LINUX_RWSEM_H
#define _LINUX_RWSEM_H

#include <linux/list.h>
#include <linux/lockdep.h>
#include <linux/sched.h>
#include <linux/types.h>

#define RWSEM_MAGIC 0x72777365u

struct rw_semaphore {
	struct lockdep_map dep; /* first: LOCK_MAP() */
	u32 magic;
	u32 nr_readers;
	const struct task_struct *writer;
	struct list_head waiters;
};

#define __RWSEM_INITIALIZER(name)                                     \
	{                                                             \
		.dep = LOCKDEP_MAP_INIT(#name), .magic = RWSEM_MAGIC, \
		.waiters = LIST_HEAD_INIT((name).waiters),            \
	}
#define DECLARE_RWSEM(name) struct rw_semaphore name = __RWSEM_INITIALIZER(name)

void __init_rwsem(struct rw_semaphore *sem, const char *name, const char *site,
		  struct lock_class_key *key);

#define init_rwsem(sem)                                       \
	do {                                                  \
		static struct lock_class_key __key;           \
                                                              \
		__init_rwsem((sem), #sem, LOCK_SITE, &__key); \
	} while (0)

void down_read(struct rw_semaphore *sem);
int __must_check down_read_interruptible(struct rw_semaphore *sem);
int __must_check down_read_killable(struct rw_semaphore *sem);
int down_read_trylock(struct rw_semaphore *sem); /* 1: got it */
void up_read(struct rw_semaphore *sem);
void down_write(struct rw_semaphore *sem);
int __must_check down_write_killable(struct rw_semaphore *sem);
int down_write_trylock(struct rw_semaphore *sem); /* 1: got it */
void up_write(struct rw_semaphore *sem);
void downgrade_write(struct rw_semaphore *sem);

static inline int rwsem_is_locked(struct rw_semaphore *sem)
{
	return sem->nr_readers || sem->writer;
}

static inline int rwsem_is_contended(struct rw_semaphore *sem)
{
	return !list_empty(&sem->waiters);
}

#endif
