/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Wait queues. F7.7 to F7.10: a wake-up leaves no token; the loop of wait_event() is
 * queue, set the state, test, schedule. Woken entries leave the queue themselves.
 */
#ifndef _LINUX_WAIT_H
#define _LINUX_WAIT_H

#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/list.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include <linux/types.h>

#ifndef ERESTARTSYS
#define ERESTARTSYS 512
#endif

#define WAITQUEUE_MAGIC 0x77616974u
#define WQ_FLAG_EXCLUSIVE 0x01

struct wait_queue_entry;
typedef struct wait_queue_entry wait_queue_entry_t;
/* Return: nonzero if it woke somebody, negative to end the walk. */
typedef int (*wait_queue_func_t)(struct wait_queue_entry *entry, unsigned int mode, int flags,
				 void *key);

struct wait_queue_entry {
	unsigned int flags;
	void *private; /* the task */
	wait_queue_func_t func;
	struct list_head entry;
};

typedef struct wait_queue_head {
	spinlock_t lock; /* for the users' own _locked protocols */
	u32 magic;
	struct list_head head;
	const char *name;
} wait_queue_head_t;

#define __WAIT_QUEUE_HEAD_INITIALIZER(name_)                                             \
	{                                                                                \
		.lock = __SPIN_LOCK_INITIALIZER((name_).lock), .magic = WAITQUEUE_MAGIC, \
		.head = LIST_HEAD_INIT((name_).head), .name = #name_,                    \
	}
#define DECLARE_WAIT_QUEUE_HEAD(name) \
	struct wait_queue_head name = __WAIT_QUEUE_HEAD_INITIALIZER(name)
#define DECLARE_WAIT_QUEUE_HEAD_ONSTACK(name_) \
	struct wait_queue_head name_ = ({      \
		init_waitqueue_head(&name_);   \
		name_;                         \
	})

void __init_waitqueue_head(struct wait_queue_head *wq_head, const char *name, const char *site,
			   struct lock_class_key *key);

#define init_waitqueue_head(wq_head)                                           \
	do {                                                                   \
		static struct lock_class_key __key;                            \
                                                                               \
		__init_waitqueue_head((wq_head), #wq_head, LOCK_SITE, &__key); \
	} while (0)

int default_wake_function(struct wait_queue_entry *entry, unsigned int mode, int flags, void *key);
int autoremove_wake_function(struct wait_queue_entry *entry, unsigned int mode, int flags,
			     void *key);
int woken_wake_function(struct wait_queue_entry *entry, unsigned int mode, int flags, void *key);
long wait_woken(struct wait_queue_entry *entry, unsigned int mode, long timeout);

#define DEFINE_WAIT_FUNC(name_, function)               \
	struct wait_queue_entry name_ = {               \
		.private = current,                     \
		.func = function,                       \
		.entry = LIST_HEAD_INIT((name_).entry), \
	}
#define DEFINE_WAIT(name) DEFINE_WAIT_FUNC(name, autoremove_wake_function)
#define DECLARE_WAITQUEUE(name_, task) \
	struct wait_queue_entry name_ = { .private = task, .func = default_wake_function }

static inline void init_waitqueue_entry(struct wait_queue_entry *entry, struct task_struct *task)
{
	entry->flags = 0;
	entry->private = task;
	entry->func = default_wake_function;
}

static inline void init_waitqueue_func_entry(struct wait_queue_entry *entry, wait_queue_func_t func)
{
	entry->flags = 0;
	entry->private = NULL;
	entry->func = func;
}

void init_wait_entry(struct wait_queue_entry *entry, int flags);
void add_wait_queue(struct wait_queue_head *wq_head, struct wait_queue_entry *entry);
void add_wait_queue_exclusive(struct wait_queue_head *wq_head, struct wait_queue_entry *entry);
void remove_wait_queue(struct wait_queue_head *wq_head, struct wait_queue_entry *entry);
void __add_wait_queue(struct wait_queue_head *wq_head, struct wait_queue_entry *entry);
void __add_wait_queue_entry_tail(struct wait_queue_head *wq_head, struct wait_queue_entry *entry);
void __remove_wait_queue(struct wait_queue_head *wq_head, struct wait_queue_entry *entry);
void prepare_to_wait(struct wait_queue_head *wq_head, struct wait_queue_entry *entry, int state);
bool prepare_to_wait_exclusive(struct wait_queue_head *wq_head, struct wait_queue_entry *entry,
			       int state);
long prepare_to_wait_event(struct wait_queue_head *wq_head, struct wait_queue_entry *entry,
			   int state);
void finish_wait(struct wait_queue_head *wq_head, struct wait_queue_entry *entry);

void __wake_up(struct wait_queue_head *wq_head, unsigned int mode, int nr, void *key);
void __wake_up_locked(struct wait_queue_head *wq_head, unsigned int mode, int nr);

#define wake_up(x) __wake_up(x, TASK_NORMAL, 1, NULL)
#define wake_up_nr(x, nr) __wake_up(x, TASK_NORMAL, nr, NULL)
#define wake_up_all(x) __wake_up(x, TASK_NORMAL, 0, NULL)
#define wake_up_locked(x) __wake_up_locked(x, TASK_NORMAL, 1)
#define wake_up_all_locked(x) __wake_up_locked(x, TASK_NORMAL, 0)
#define wake_up_interruptible(x) __wake_up(x, TASK_INTERRUPTIBLE, 1, NULL)
#define wake_up_interruptible_nr(x, nr) __wake_up(x, TASK_INTERRUPTIBLE, nr, NULL)
#define wake_up_interruptible_all(x) __wake_up(x, TASK_INTERRUPTIBLE, 0, NULL)
#define wake_up_interruptible_sync(x) __wake_up(x, TASK_INTERRUPTIBLE, 1, NULL)

/* F7.8: without a full barrier before it, waitqueue_active() loses wake-ups. */
bool waitqueue_active(struct wait_queue_head *wq_head);
bool wq_has_sleeper(struct wait_queue_head *wq_head);
bool wq_has_single_sleeper(struct wait_queue_head *wq_head);

#include <linux/wait_event.h>

#endif
