// SPDX-License-Identifier: GPL-2.0-only
/*
 * One world, many schedules.
 *
 * From: run-command.c.
 * To:   run.c, once per schedule; the schedule drivers of the shim.
 */
#include "schedule-runs.h"

#include <string.h>
#include <xxhash.h>

#include "interrupt.h"
#include "run.h"

/* The digest of all runs: a hash over theirs, in order. */
static void add_digest(XXH3_state_t *all, const struct run_result *one)
{
	XXH3_128bits_update(all, one->digest, strlen(one->digest));
}

static void add_counts(struct world_counts *to, const struct world_counts *from)
{
	u32 i;

	for (i = 0; i < NR_USER_OPS; i++)
		to->nr_requests[i] += from->nr_requests[i];
	to->nr_boots += from->nr_boots;
	to->nr_cuts += from->nr_cuts;
	to->virtual_ns += from->virtual_ns;
}

static void finish_result(struct run_result *result, XXH3_state_t *all,
			  const struct world_counts *counts, u64 wall_ns)
{
	XXH128_hash_t hash = XXH3_128bits_digest(all);

	result->wall_ns = wall_ns;
	if (result->status != RUN_HELD)
		return;
	result->counts = *counts;
	snprintf(result->digest, sizeof(result->digest), "%016llx%016llx",
		 (unsigned long long)hash.high64, (unsigned long long)hash.low64);
}

void schedule_runs(struct run *run, u64 seed, struct schedule_runs *runs, struct run_result *result)
{
	struct choice_driver *drv = choice_schedule_create(&runs->spec, NULL, seed);
	struct world_counts counts = { 0 };
	u64 wall_ns = 0, left = runs->max_runs;
	XXH3_state_t all;

	XXH3_128bits_reset(&all);
	for (;;) {
		run_scheduled(run, seed, drv, result);
		choice_schedule_figures(drv, &runs->figures);
		wall_ns += result->wall_ns;
		add_digest(&all, result);
		add_counts(&counts, &result->counts);
		if (result->status != RUN_HELD || !--left)
			break;
		if (interrupt_came) {
			result->status = RUN_INTERRUPTED;
			break;
		}
		if (!choice_schedule_next(drv, NULL)) {
			runs->figures.is_complete = true;
			break;
		}
		run_result_exit(result);
	}
	finish_result(result, &all, &counts, wall_ns);
	choice_driver_destroy(drv);
}

/* --- what it says --- */

static void print_bound(FILE *file, const struct schedule_runs *runs)
{
	const struct schedule_figures *f = &runs->figures;
	u32 d = runs->spec.depth;
	/* The first run has only counted the steps. */
	u64 nr_runs = runs->spec.nr_steps || d == 1 ? f->nr_runs : f->nr_runs - 1;

	fprintf(file,
		"  n %llu tasks  k %llu steps  d %u  miss bound 1 - 1/(n*k^(d-1)) = 1 - %.3g a "
		"run, %.6f for all\n",
		f->nr_tasks, f->nr_steps, d,
		1 - schedule_miss_bound(f->nr_tasks, f->nr_steps, d, 1),
		schedule_miss_bound(f->nr_tasks, f->nr_steps, d, nr_runs));
}

static void print_bounds(FILE *file, const struct schedule_spec *spec)
{
	fprintf(file, " within %u preemption%s", spec->max_preempts,
		spec->max_preempts == 1 ? "" : "s");
	if (spec->max_turns != SCHEDULE_NO_BOUND)
		fprintf(file, " and %u other turn%s", spec->max_turns,
			spec->max_turns == 1 ? "" : "s");
}

void schedule_runs_print(FILE *file, u64 seed, const struct schedule_runs *runs)
{
	const struct schedule_figures *f = &runs->figures;

	fprintf(file, "  seed %llu  schedules %llu, %s", seed, f->nr_runs,
		schedule_kind_name(runs->spec.kind));
	switch (runs->spec.kind) {
	case SCHEDULE_PCT:
		print_bound(file, runs);
		return;
	case SCHEDULE_DFS:
		print_bounds(file, &runs->spec);
		if (f->is_complete)
			fprintf(file, ": complete\n");
		else
			fprintf(file,
				": not complete; the first %llu choices have not been "
				"varied yet\n",
				f->branch);
		return;
	default:
		fprintf(file, "  n %llu tasks  k %llu steps\n", f->nr_tasks, f->nr_steps);
	}
}
