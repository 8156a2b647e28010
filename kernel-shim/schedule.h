/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Schedules on purpose: tape drivers that decide who runs and leave the rest of the
 * tape to another driver.
 *
 *   schedule driver ── TASK, PREEMPT (dfs: WAKE, ORDER, CONTEXT too) ──► its own answer
 *          └───────── everything else ──► base
 *
 * What they answer lands on the tape as plain choices: a finding replays without them.
 *
 *   dull   nobody is preempted, the oldest goes next
 *   walk   anybody, at each point with equal chances (or at one in so many points)
 *   pct    tasks have random priorities, the highest runs; at depth - 1 drawn steps the
 *          running task falls below all others. A bug that needs d ordering constraints
 *          is met by a run of depth d with probability 1 / (n * k^(d-1)) at least, for n
 *          tasks and k steps
 *   dfs    every schedule with so many preemptions and no more, one after another
 */
#ifndef SHIM_SCHEDULE_H
#define SHIM_SCHEDULE_H

#include "choice.h"
#include "ints.h"

#define SCHEDULE_KINDS(X) \
	X(DULL, "dull")   \
	X(WALK, "walk")   \
	X(PCT, "pct")     \
	X(DFS, "dfs")

enum schedule_kind {
#define X(id, name) SCHEDULE_##id,
	SCHEDULE_KINDS(X)
#undef X
		NR_SCHEDULE_KINDS,
};

#define SCHEDULE_MAX_DEPTH 32
#define SCHEDULE_NO_BOUND (~0u)

/**
 * struct schedule_spec - which schedules
 * @one_in: walk: one in how many points lets another go at random; 0: 1
 * @depth: pct: 1 … SCHEDULE_MAX_DEPTH
 * @nr_steps: pct: steps expected, among which the changes are drawn; 0: the first run
 *	has no change of priorities and counts them for those that follow
 * @max_preempts: dfs: at most so many preemptions in a run
 * @max_turns: dfs: and so many other answers that are not dull
 */
struct schedule_spec {
	enum schedule_kind kind;
	u32 one_in;
	u32 depth;
	u64 nr_steps;
	u32 max_preempts, max_turns;
};

/**
 * schedule_parse - "dull", "walk[:N]", "pct:D", "dfs:P[:T]"
 * Return: NULL, or what was expected.
 */
const char *schedule_parse(const char *text, struct schedule_spec *spec);
const char *schedule_kind_name(enum schedule_kind kind);

/**
 * choice_schedule_create - a driver for the first run
 * @base: answers everything that is no schedule; belongs to the driver from here on.
 *	NULL: choice_schedule_rewind() brings one before the first choice
 * @seed: of walk and pct; each run of the driver draws anew from it
 * Undone by choice_driver_destroy().
 */
struct choice_driver *choice_schedule_create(const struct schedule_spec *spec,
					     struct choice_driver *base, u64 seed);
/* The same run once more, from its beginning, with a fresh @base. */
void choice_schedule_rewind(struct choice_driver *drv, struct choice_driver *base);
/* The next run, with a fresh @base. False: dfs has been everywhere. */
bool choice_schedule_next(struct choice_driver *drv, struct choice_driver *base);

/**
 * struct schedule_figures - of the runs so far, the current one included
 * @nr_tasks: n: the most that a boot had, and one for the alarms
 * @nr_steps: k: the most steps at which more than one could go on
 * @is_complete: dfs: there is no further schedule within the bounds
 * @branch: dfs: the first choice of the current run that is not dull; those before it
 *	have not been varied yet
 */
struct schedule_figures {
	u64 nr_runs;
	u64 nr_tasks, nr_steps;
	u64 branch;
	bool is_complete;
};

void choice_schedule_figures(const struct choice_driver *drv, struct schedule_figures *figures);

/*
 * The chance that @nr_runs runs of depth @depth all miss a bug of that depth is at most
 * (1 - 1 / (n * k^(depth-1))) ^ nr_runs.
 */
double schedule_miss_bound(u64 nr_tasks, u64 nr_steps, u32 depth, u64 nr_runs);

/* --- the scheduler's side: what the choice that is being asked is about --- */

/* Stands for the alarms that are due, among the numbers of tasks; the host is 0. */
#define SCHEDULE_ALARMS (~0u)

/* Which task each of the @n answers to a TASK or PREEMPT choice lets run. */
void sched_candidates(enum choice_kind kind, u32 n, u32 *numbers);
u32 sched_running_number(void); /* who runs, or has just given the CPU up */
u32 sched_nr_tasks(void); /* of this boot so far, the host and those that ended included */

#endif
