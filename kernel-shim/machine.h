/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The machine as the world outside sees it: power, tasks on behalf of users, and
 * waiting. The outside (a scenario) runs on the host stack and takes part in the
 * schedule as one more task: it goes on when machine_wake() was called and the
 * tape picks it. Nothing of it is lost when the power is cut.
 */
#ifndef SHIM_MACHINE_H
#define SHIM_MACHINE_H

#include "ints.h"

struct task_struct;

struct machine_config {
	u64 memory_bytes; /* of the arena's address space; touched lazily; 0: 4 GiB */
	u32 hz; /* 0: CLOCK_HZ */
	bool is_lazy_preempt; /* scheduling points only where a task blocks (benchmarks) */
};

/**
 * machine_boot - power on: fresh arena, clock and kernel, module_init of every
 *	linked module (in a process-context task)
 * Context: host stack. Disks live outside and stay as they are.
 * Return: 0, or the negative errno of the module_init that failed.
 */
int machine_boot(const struct machine_config *config);

/**
 * machine_cut - the power goes: tasks, memory, timers are gone, nothing unwinds
 * Context: host stack. The caller then asks each disk what survived (disk_cut()).
 */
void machine_cut(void);

/**
 * machine_shutdown - module_exit of every module, then the census: what is still
 *	allocated, armed, open or running is a finding each; then power off
 */
void machine_shutdown(void);

bool machine_is_on(void);

enum machine_stop {
	MACHINE_WOKEN, /* machine_wake() was called */
	MACHINE_IDLE, /* nothing runnable, no alarm set: will never go on by itself */
	MACHINE_TIME, /* the limit was reached */
	MACHINE_FINDING, /* a rule was broken: see finding_first() */
};

/**
 * machine_run - let the machine run until the outside has something to do
 * @limit_ns: virtual instant at which to return at the latest (~0ULL: none)
 * Context: host stack.
 */
enum machine_stop machine_run(u64 limit_ns);
void machine_wake(void); /* any context, idempotent until machine_run() returns */

/**
 * machine_spawn - a user's task (process context; may sleep) runs @fn(@arg)
 * Context: host stack or a task. @name is copied.
 */
void machine_spawn(const char *name, void (*fn)(void *arg), void *arg);

/*
 * Simple case: run fn(arg) as a user's task to its end. Returns why it stopped. An end
 * that does not come within an hour of virtual time is a finding, "liveness".
 */
enum machine_stop machine_call(const char *name, void (*fn)(void *arg), void *arg);

/*
 * Kernel threads whose names begin so and that are neither parked nor ended; and items of
 * such workqueues that ever began. For who promises to rest.
 */
u32 machine_nr_awake(const char *prefix);
u64 machine_nr_works(const char *prefix);

/* Counters for reports; since event_begin(). */
struct machine_stats {
	u64 nr_steps; /* scheduler decisions incl. scheduling points */
	u64 nr_switches;
	u64 nr_bios;
	u64 nr_allocs;
	u64 peak_bytes; /* of the arena */
};

void machine_stats_get(struct machine_stats *stats);

/*
 * Is an allocation to fail? Called for each one that may fail in Linux; NULL (the
 * default): never. @site is the caller's function name.
 */
extern bool (*machine_alloc_fault)(const char *site, u64 size_bytes);

/*
 * While the outside listens, each allocation that may fail asks CHOICE_ALLOC too. Called
 * when one did.
 */
extern void (*machine_alloc_listener)(const char *site, u64 size_bytes);

/* The kernel log of this boot, lines as printk formats them, without timestamps. */
void machine_log_listen(void (*fn)(const char *line, void *ctx), void *ctx);

#endif
