/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The wait_event() family: one loop, ___wait_event(), and what differs. Part of
 * <linux/wait.h>, apart from it only for its length. F7.8, F7.10.
 */
#ifndef _LINUX_WAIT_EVENT_H
#define _LINUX_WAIT_EVENT_H

/*
 * @sleep is what is done instead of schedule(). The value is 0, or -ERESTARTSYS if
 * a signal came first; @text is what a hung-task report says.
 */
#define ___wait_event(wq_head, condition, state, exclusive, ret, cmd)                    \
	({                                                                               \
		struct wait_queue_entry __wq_entry;                                      \
		long __ret = (ret);                                                      \
		long __int;                                                              \
                                                                                         \
		init_wait_entry(&__wq_entry, (exclusive) ? WQ_FLAG_EXCLUSIVE : 0);       \
		for (;;) {                                                               \
			__int = prepare_to_wait_event(&(wq_head), &__wq_entry, state);   \
			if (condition)                                                   \
				break;                                                   \
			if (((state) & (TASK_INTERRUPTIBLE | TASK_WAKEKILL)) && __int) { \
				__ret = __int;                                           \
				break;                                                   \
			}                                                                \
			sched_waits_on("wait_event(" #wq_head ", " #condition ")");      \
			cmd;                                                             \
			sched_waits_on(NULL);                                            \
		}                                                                        \
		finish_wait(&(wq_head), &__wq_entry);                                    \
		__ret;                                                                   \
	})

/* True as well when the time is over and the condition came true just then: 1 left. */
#define ___wait_cond_timeout(condition)    \
	({                                 \
		bool __cond = (condition); \
                                           \
		if (__cond && !__ret)      \
			__ret = 1;         \
		__cond || !__ret;          \
	})

#define __wait_event_void(wq_head, condition, state, cmd)                  \
	do {                                                               \
		might_sleep();                                             \
		if (condition)                                             \
			break;                                             \
		(void)___wait_event(wq_head, condition, state, 0, 0, cmd); \
	} while (0)

#define __wait_event_int(wq_head, condition, state, exclusive, cmd)                        \
	({                                                                                 \
		long __r = 0;                                                              \
                                                                                           \
		might_sleep();                                                             \
		if (!(condition))                                                          \
			__r = ___wait_event(wq_head, condition, state, exclusive, 0, cmd); \
		(int)__r;                                                                  \
	})

#define __wait_event_for(wq_head, condition, timeout, state)                                      \
	({                                                                                        \
		long __ret = (timeout);                                                           \
                                                                                                  \
		might_sleep();                                                                    \
		if (!___wait_cond_timeout(condition))                                             \
			__ret = ___wait_event(wq_head, ___wait_cond_timeout(condition), state, 0, \
					      (timeout), __ret = schedule_timeout(__ret));        \
		__ret;                                                                            \
	})

#define wait_event(wq_head, condition) \
	__wait_event_void(wq_head, condition, TASK_UNINTERRUPTIBLE, schedule())
#define io_wait_event(wq_head, condition) \
	__wait_event_void(wq_head, condition, TASK_UNINTERRUPTIBLE, io_schedule())
#define wait_event_idle(wq_head, condition) \
	__wait_event_void(wq_head, condition, TASK_IDLE, schedule())
#define wait_event_interruptible(wq_head, condition) \
	__wait_event_int(wq_head, condition, TASK_INTERRUPTIBLE, 0, schedule())
#define wait_event_killable(wq_head, condition) \
	__wait_event_int(wq_head, condition, TASK_KILLABLE, 0, schedule())
#define wait_event_interruptible_exclusive(wq_head, condition) \
	__wait_event_int(wq_head, condition, TASK_INTERRUPTIBLE, 1, schedule())
#define wait_event_killable_exclusive(wq_head, condition) \
	__wait_event_int(wq_head, condition, TASK_KILLABLE, 1, schedule())
#define wait_event_freezable(wq_head, condition) wait_event_interruptible(wq_head, condition)

/* 0: the time is over and the condition false; else what was left, at least 1. */
#define wait_event_timeout(wq_head, condition, timeout) \
	__wait_event_for(wq_head, condition, timeout, TASK_UNINTERRUPTIBLE)
#define wait_event_idle_timeout(wq_head, condition, timeout) \
	__wait_event_for(wq_head, condition, timeout, TASK_IDLE)
#define wait_event_interruptible_timeout(wq_head, condition, timeout) \
	__wait_event_for(wq_head, condition, timeout, TASK_INTERRUPTIBLE)
#define wait_event_killable_timeout(wq_head, condition, timeout) \
	__wait_event_for(wq_head, condition, timeout, TASK_KILLABLE)

#define wait_event_cmd(wq_head, condition, cmd1, cmd2)                                    \
	do {                                                                              \
		if (condition)                                                            \
			break;                                                            \
		(void)___wait_event(wq_head, condition, TASK_UNINTERRUPTIBLE, 0, 0, cmd1; \
				    schedule(); cmd2);                                    \
	} while (0)
#define wait_event_exclusive_cmd(wq_head, condition, cmd1, cmd2)                          \
	do {                                                                              \
		if (condition)                                                            \
			break;                                                            \
		(void)___wait_event(wq_head, condition, TASK_UNINTERRUPTIBLE, 1, 0, cmd1; \
				    schedule(); cmd2);                                    \
	} while (0)

/* The caller holds @lock (taken by spin_lock_irq); it is dropped while asleep. */
#define wait_event_lock_irq_cmd(wq_head, condition, lock, cmd)                      \
	do {                                                                        \
		if (condition)                                                      \
			break;                                                      \
		(void)___wait_event(wq_head, condition, TASK_UNINTERRUPTIBLE, 0, 0, \
				    spin_unlock_irq(&(lock));                       \
				    cmd; schedule(); spin_lock_irq(&(lock)));       \
	} while (0)
#define wait_event_lock_irq(wq_head, condition, lock) \
	wait_event_lock_irq_cmd(wq_head, condition, lock, )
#define wait_event_interruptible_lock_irq(wq_head, condition, lock)                       \
	({                                                                                \
		long __r = 0;                                                             \
                                                                                          \
		if (!(condition))                                                         \
			__r = ___wait_event(wq_head, condition, TASK_INTERRUPTIBLE, 0, 0, \
					    spin_unlock_irq(&(lock));                     \
					    schedule(); spin_lock_irq(&(lock)));          \
		(int)__r;                                                                 \
	})

#endif
