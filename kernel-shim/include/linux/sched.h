/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Tasks: their state, and giving up the CPU. F7.7: a wake-up of a task that does
 * not sleep leaves no token.
 */
#ifndef _LINUX_SCHED_H
#define _LINUX_SCHED_H

#include <linux/compiler.h>
#include <linux/list.h>
#include <linux/types.h>

#include "../../sched.h"

#define TASK_RUNNING 0x0000
#define TASK_INTERRUPTIBLE 0x0001
#define TASK_UNINTERRUPTIBLE 0x0002
#define __TASK_STOPPED 0x0004
#define TASK_PARKED 0x0040
#define TASK_DEAD 0x0080
#define TASK_WAKEKILL 0x0100
#define TASK_NOLOAD 0x0400
#define TASK_KILLABLE (TASK_WAKEKILL | TASK_UNINTERRUPTIBLE)
#define TASK_IDLE (TASK_UNINTERRUPTIBLE | TASK_NOLOAD)
#define TASK_NORMAL (TASK_INTERRUPTIBLE | TASK_UNINTERRUPTIBLE)
#define TASK_COMM_LEN 16
#define MAX_SCHEDULE_TIMEOUT LONG_MAX

#define PF_KTHREAD 0x00200000
#define PF_MEMALLOC 0x00000800
#define PF_MEMALLOC_NOIO 0x00080000
#define PF_MEMALLOC_NOFS 0x00040000
#define PF_WQ_WORKER 0x00000020
#define PF_EXITING 0x00000004
#define PF_NOFREEZE 0x00008000

struct bio_list;
struct blk_plug;
struct sched_task; /* the scheduler's own */

#define SCHED_MAX_HELD_LOCKS 32

/**
 * struct task_struct - a task, what kernel code may look at
 * @is_signalled: signal_pending(): a stopped kthread (F7.13), or a signal from the user
 * @held: locks held, for the lock checks (lockdep.c owns it)
 */
struct task_struct {
	unsigned int __state;
	unsigned int flags;
	char comm[TASK_COMM_LEN];
	int pid;
	bool is_signalled;
	struct bio_list *bio_list;
	struct blk_plug *plug;
	void *journal_info;
	void *kthread; /* kthread.c */
	void *worker; /* workqueue.c */
	struct sched_task *sched;
	u32 nr_held;
	struct {
		const void *lock;
		u32 lock_class;
		u32 how;
	} held[SCHED_MAX_HELD_LOCKS];
};

#define current (sched_current)

#define __set_current_state(state_value) (current->__state = (state_value))
#define set_current_state(state_value)            \
	do {                                      \
		current->__state = (state_value); \
		sched_point(POINT_BARRIER);       \
	} while (0)

void schedule(void);
long schedule_timeout(long timeout);
long schedule_timeout_interruptible(long timeout);
long schedule_timeout_uninterruptible(long timeout);
long schedule_timeout_idle(long timeout);
long schedule_timeout_killable(long timeout);
void io_schedule(void);
long io_schedule_timeout(long timeout);
void yield(void);
int cond_resched(void);

int wake_up_process(struct task_struct *task); /* 1: it slept */
int wake_up_state(struct task_struct *task, unsigned int state); /* 1: it slept in one of these */

static inline bool signal_pending(struct task_struct *task)
{
	return task->is_signalled;
}

static inline int signal_pending_state(unsigned int state, struct task_struct *task)
{
	return (state & (TASK_INTERRUPTIBLE | TASK_WAKEKILL)) && task->is_signalled;
}

static inline bool fatal_signal_pending(struct task_struct *task)
{
	return false;
}

void flush_signals(struct task_struct *task);

static inline struct task_struct *get_task_struct(struct task_struct *task)
{
	sched_task_get(task);
	return task;
}

static inline void put_task_struct(struct task_struct *task)
{
	sched_task_put(task);
}

static inline int task_pid_nr(struct task_struct *task)
{
	return task->pid;
}

#define in_interrupt() (sched_context() != SCHED_PROCESS || sched_atomic()->bh_off > 0)
#define in_task() (sched_context() == SCHED_PROCESS)
#define in_hardirq() (sched_context() == SCHED_HARDIRQ)
#define in_irq() in_hardirq()
#define in_softirq() (sched_context() == SCHED_SOFTIRQ || sched_atomic()->bh_off > 0)
#define in_serving_softirq() (sched_context() == SCHED_SOFTIRQ)
#define in_atomic() sched_is_atomic()
#define irqs_disabled() (sched_atomic()->irqs_off > 0)
#define might_sleep() sched_might_sleep(__func__)
#define might_sleep_if(cond)           \
	do {                           \
		if (cond)              \
			might_sleep(); \
	} while (0)

#endif
