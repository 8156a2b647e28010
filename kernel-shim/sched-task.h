/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A task as the scheduler keeps it. For sched*.c and boot.c only.
 */
#ifndef SHIM_SCHED_TASK_H
#define SHIM_SCHED_TASK_H

#include <linux/sched.h>

#include "clock.h"
#include "host/fiber.h"
#include "machine.h"

/**
 * struct sched_task - a fiber with a state
 * @next_run, @prev_run: the run queue, while @is_queued
 * @next_all: all tasks of this boot in order of creation
 * @next_free: of the pool, or of the idle interrupt tasks
 * @spin_on: what it spins on, off the run queue
 */
struct sched_task {
	struct task_struct task;
	struct fiber *fiber;
	struct sched_task *next_run, *prev_run;
	struct sched_task *next_all, *prev_all;
	struct sched_task *next_free;
	void (*fn)(void *arg);
	void *arg;
	enum sched_context context;
	struct sched_atomic atomic;
	struct alarm sleep;
	const void *spin_on;
	const char *waits_on;
	u64 blocked_since_ns;
	u32 number;
	s32 refs;
	bool is_queued, is_blocked, is_started, is_dead, is_irq;
};

extern struct sched_task *sched_running; /* the host's pseudo-task outside tasks */
extern struct sched_task sched_host;
extern struct sched_task *sched_all_first;

/* sched.c */
void sched_reset(bool is_lazy); /* power on or off: no task is left */
enum machine_stop sched_run_machine(u64 limit_ns);
u64 sched_nr_switches(void);

/* sched-queue.c */
struct sched_task *queue_nth(u32 i);
void queue_add(struct sched_task *t);
void queue_remove(struct sched_task *t);
void queue_reset(void);
extern u32 queue_nr;

/* sched-report.c: look for tasks that hang, and say so */
void sched_report_idle(void);
#define SCHED_LOOK_NS (30ULL * 1000000000ULL) /* how often waits are looked at */
void sched_report_long_waits(void);
u64 sched_first_hang_ns(u64 until_ns);
void sched_report_spinning(void);
void sched_report_lockup(void);

#endif
