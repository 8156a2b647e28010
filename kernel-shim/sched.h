/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The scheduler, as the rest of the shim sees it: scheduling points, tasks,
 * interrupts, spinning. Locks, waiting, timers, workqueues and threads are built
 * on these few calls; nothing else switches fibers.
 *
 * Tasks are fibers on one OS thread, but the rules are those of many CPUs: between
 * two scheduling points a task runs alone, at each one any other may go on.
 */
#ifndef SHIM_SCHED_H
#define SHIM_SCHED_H

#include "choice.h"
#include "ints.h"

struct task_struct;

enum sched_context { SCHED_PROCESS, SCHED_SOFTIRQ, SCHED_HARDIRQ };

/* Why this is a scheduling point. One place, so that finer ones can be added. */
enum sched_point_kind {
	POINT_LOCK,
	POINT_UNLOCK,
	POINT_ATOMIC,
	POINT_BARRIER,
	POINT_ACCESS, /* READ_ONCE, WRITE_ONCE */
	POINT_WAKE,
	POINT_ALLOC,
	POINT_IO,
	POINT_RESCHED,
};

void sched_point_taken(enum sched_point_kind kind);

/**
 * sched_point - here another CPU could act or a preemption strike
 * Context: any, on the host stack it does nothing. Costs a decrement when dull.
 */
static inline void sched_point(enum sched_point_kind kind)
{
	struct choice_track *t = &choice_tracks[CHOICE_PREEMPT];

	if (__builtin_expect(t->nr_dull != 0, 1)) {
		t->nr_dull--;
		t->idx++;
		return;
	}
	sched_point_taken(kind);
}

/* The running task; NULL on the host stack. `current` is this. */
extern struct task_struct *sched_current;

/**
 * sched_task_create - a task that does not run yet
 * @name: copied, 15 characters are kept
 * Return: the task; it begins at sched_task_start(). When @fn returns the task is
 * gone (unless a reference is held: sched_task_get()).
 */
struct task_struct *sched_task_create(const char *name, enum sched_context context,
				      void (*fn)(void *arg), void *arg);
void sched_task_start(struct task_struct *task);
void sched_task_get(struct task_struct *task);
void sched_task_put(struct task_struct *task);
u32 sched_task_refs(const struct task_struct *task); /* its own until it has ended included */
__attribute__((noreturn)) void sched_task_exit(void); /* of the running task */

/**
 * sched_irq - run @fn(@arg) soon in soft or hard interrupt context
 * Context: any, also from an alarm. Interleaves with everything at scheduling
 * points, as on another CPU; must not sleep but may spin.
 */
void sched_irq(void (*fn)(void *arg), void *arg, enum sched_context context);

/*
 * A spinning task is off the run queue until sched_spin_release() of the same
 * object; it then looks again. If nobody can run and somebody spins: "spin-deadlock".
 */
void sched_spin_wait(const void *object, const char *what);
void sched_spin_release(const void *object);

/* Of the running task. The host stack counts as process context. */
enum sched_context sched_context(void);
/* Depths that the lock files keep: sum of held spinlocks and preempt_disable(); irqs off; bh off */
struct sched_atomic {
	s32 preempt, irqs_off, bh_off, rcu;
};

struct sched_atomic *sched_atomic(void); /* of the running task; a dummy on the host stack */
bool sched_is_atomic(void); /* any of them, or interrupt context */

/**
 * sched_might_sleep - a call that may sleep is made here
 * A finding "might-sleep" if the task is atomic, or has set its state and would
 * lose it (F7.1). @call: the name for the report.
 */
void sched_might_sleep(const char *call);

/* As wake_up_state(), but not a scheduling point: for who walks a list of sleepers. */
int sched_wake(struct task_struct *task, unsigned int state);

/* For hung-task reports: what the running task waits on from now; NULL: nothing. */
void sched_waits_on(const char *what);

/* Alarms call this to name time-outs; the sleep of schedule_timeout(). */
void sched_sleep_until(u64 due_ns); /* as schedule() with an alarm that wakes in any state */

/* User requests outstanding, for "hung-task": set by user.c. NULL: none. */
extern u32 (*sched_nr_outstanding)(void);

/* A task about to sleep submits what it has plugged (F1.10): set by the block layer. */
extern void (*sched_before_sleep)(struct task_struct *task);

/* Iterate over all live tasks in order of creation (reports, censuses). */
struct task_struct *sched_task_next(struct task_struct *task); /* NULL: the first */
const char *sched_task_name(const struct task_struct *task);

#endif
