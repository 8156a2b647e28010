/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One world, many schedules: the same seed under a schedule driver, run after run.
 */
#ifndef SIM_SCHEDULE_RUNS_H
#define SIM_SCHEDULE_RUNS_H

#include <stdio.h>

#include "ints.h"
#include "schedule.h"

struct run;
struct run_result;

/**
 * struct schedule_runs - what is to be done, and what was
 * @max_runs: at most so many schedules
 * @figures: of those that were run
 */
struct schedule_runs {
	struct schedule_spec spec;
	u64 max_runs;
	struct schedule_figures figures;
};

/**
 * schedule_runs - run @seed's world under schedule after schedule
 * @result: of the run that found something; else the counts of all together, and a
 *	digest over theirs. Everything but who runs when is the same in all of them.
 */
void schedule_runs(struct run *run, u64 seed, struct schedule_runs *runs,
		   struct run_result *result);

/* One line: n, k, d and the bound, or how far the depth-first search came. */
void schedule_runs_print(FILE *file, u64 seed, const struct schedule_runs *runs);

#endif
