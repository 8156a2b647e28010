// SPDX-License-Identifier: GPL-2.0-only
/*
 * One scenario, run.
 *
 * From: main.c, bench.c.
 * To:   script.c and world.c; explore.c if a cut may be anywhere.
 *
 * A run without history is cheaper, and what a script does is known only by running
 * it: so it runs without, and once more with history when it asks to go back. Both
 * times must come to the same digest, or the machine is not deterministic.
 */
#include "run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "explore.h"
#include "finding.h"
#include "finish.h"
#include "machine.h"
#include "request.h"
#include "scenario.h"
#include "schedule.h"
#include "script.h"

struct run {
	const struct scenario *scenario;
	struct world *world;
	struct script *script;
	bool needs_history; /* once it turned out to */
	const struct tape *tape; /* to replay, or NULL: @variation */
	struct run_variation variation;
	u32 nr_cuts; /* that may be anywhere: the harness adds what the script lacks */
	u64 nr_asked[NR_CHOICE_KINDS];
	struct choice_driver *driver;
};

const struct run_limits run_default_limits = { .k = 1,
					       .depth = 2,
					       .nr_random = 6,
					       .has_classes = true,
					       .prunes = true,
					       .spot_every = 64,
					       .nr_parts = 1,
					       .max_states = 200000 };

struct script *run_script(struct run *run)
{
	return run->script;
}

struct world *run_world(struct run *run)
{
	return run->world;
}

const struct scenario *run_scenario(const struct run *run)
{
	return run->scenario;
}

struct run *run_create(const struct scenario *scenario)
{
	return run_create_watched(scenario, NULL);
}

struct run *run_create_watched(const struct scenario *scenario,
			       const struct script_watcher *watcher)
{
	struct run *run = calloc(1, sizeof(*run));

	run->scenario = scenario;
	run->world = world_create();
	run->script = script_create(scenario, run->world, watcher);
	return run;
}

void run_destroy(struct run *run)
{
	world_end(run->world); /* before the operations that it may point to */
	script_destroy(run->script);
	world_destroy(run->world);
	buffer_drop_all();
	free(run);
}

/* --- results --- */

static u64 wall_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000ull + now.tv_nsec;
}

void run_result_exit(struct run_result *result)
{
	free(result->message);
	free(result->finding.rule);
	free(result->finding.text);
	free(result->finding.task);
	free(result->finding.stack);
	tape_exit(&result->tape);
	memset(result, 0, sizeof(*result));
}

static void result_begin(struct run *run, struct run_result *result, u64 seed)
{
	memset(run->nr_asked, 0, sizeof(run->nr_asked));
	memset(result, 0, sizeof(*result));
	result->seed = seed;
	result->wall_ns = wall_ns();
	result->tape.scenario = strdup(run->scenario->name);
	result->tape.scenario_hash = run->scenario->hash;
	result->tape.build = strdup(tape_build_id());
	result->tape.seed = seed;
}

static void copy_finding(struct run_result *result, const struct finding *finding)
{
	struct run_finding *copy = &result->finding;

	copy->rule = strdup(finding->rule);
	copy->text = strdup(finding->text);
	copy->task = strdup(finding->task ? finding->task : "");
	copy->stack = strdup(finding->stack ? finding->stack : "");
	copy->time_ns = finding->time_ns;
}

static void harness_fault(struct run_result *result, const char *text)
{
	free(result->message);
	result->message = strdup(text);
	result->status = RUN_HARNESS_FAULT;
}

static enum run_status status_of_finding(const struct finding *finding)
{
	return finding->is_harness_fault ? RUN_HARNESS_FAULT : RUN_VIOLATED;
}

static void note_asked(struct run *run)
{
	u32 kind;

	for (kind = 0; kind < NR_CHOICE_KINDS; kind++)
		if (choice_tracks[kind].idx > run->nr_asked[kind])
			run->nr_asked[kind] = choice_tracks[kind].idx;
}

enum run_status run_judge_end(struct run *run, int script_end, struct run_result *result)
{
	const struct finding *finding = finding_first();

	note_asked(run);
	world_epoch_end(run->world);
	world_digest(run->world, result->digest);
	result->counts = *world_counts(run->world);
	machine_stats_get(&result->stats);
	if (script_end == SCRIPT_INTERRUPTED) {
		result->status = RUN_INTERRUPTED;
	} else if (finding) {
		copy_finding(result, finding);
		result->status = status_of_finding(finding);
	} else if (script_end == SCRIPT_DONE) {
		result->status = RUN_HELD;
	} else {
		result->message = strdup(script_message(run->script));
		result->status = RUN_BAD_INPUT;
	}
	return result->status;
}

bool run_finish(struct run *run)
{
	return finish_world(run->world);
}

void run_set_cuts(struct run *run, u32 nr)
{
	run->nr_cuts = nr;
}

int run_conclude(struct run *run, struct crash_point *stop)
{
	switch (finish_cuts(run->world, run->nr_cuts, stop)) {
	case CRASH_STOPPED:
		return SCRIPT_AT_CUT;
	case CRASH_NO_HISTORY:
		return SCRIPT_NO_HISTORY;
	default:
		return finding_first() || !run_finish(run) ? SCRIPT_FINDING : SCRIPT_DONE;
	}
}

/* --- running --- */

struct choice_driver *run_driver_create(struct run *run, u64 seed)
{
	const struct run_variation *v = &run->variation;
	struct choice_driver *seeded = choice_seeded_create(seed);

	if (v->has_script_seed)
		seeded = choice_split_create(CHOICE_SCRIPT, choice_seeded_create(v->script_seed),
					     seeded);
	return v->nr_pins ? choice_pinned_create(seeded, v->pins, v->nr_pins) : seeded;
}

/* A driver keeps its place on the tape, so each pass gets a fresh one. */
static void wind_tape(struct run *run)
{
	struct choice_driver *old = run->driver;
	struct choice_driver *schedule = run->variation.schedule;

	if (schedule) {
		choice_schedule_rewind(schedule, run_driver_create(run, run->variation.seed));
		choice_begin(schedule);
		return;
	}
	run->driver = run->tape ?
			      choice_recorded_create(run->tape->entries, run->tape->nr_entries) :
			      run_driver_create(run, run->variation.seed);
	choice_begin(run->driver);
	choice_driver_destroy(old);
}

static void drop_tape(struct run *run)
{
	choice_begin(NULL);
	choice_driver_destroy(run->driver);
	run->driver = NULL;
	run->tape = NULL;
	run->nr_cuts = 0;
	memset(&run->variation, 0, sizeof(run->variation));
}

static int run_live(struct run *run, struct crash_point *stop)
{
	enum script_end end;

	world_begin(run->world, run->needs_history);
	wind_tape(run);
	script_begin(run->script, 0);
	*script_explorer(run->script) = (struct script_explorer){ .stop = stop };
	end = script_run(run->script);
	return end == SCRIPT_DONE ? run_conclude(run, stop) : end;
}

static void take_tape(struct run_result *result)
{
	const struct choice_entry *entries;
	size_t nr = choice_record(&entries);

	tape_append(&result->tape, entries, nr);
}

/*
 * Runs once, or twice if it turns out that history is needed. The second time must
 * arrive at the cut with the same digest; @result has a fault otherwise.
 */
static int run_with_history(struct run *run, struct crash_point *stop, struct run_result *result)
{
	struct crash_point probe = { 0 }, *point = stop ? stop : &probe;
	struct world_chain before;
	int end = run_live(run, run->needs_history ? stop : NULL);

	if (end != SCRIPT_NO_HISTORY)
		return end;
	world_epoch_end(run->world);
	before = world_chain(run->world);
	run->needs_history = true;
	end = run_live(run, point);
	if (end != SCRIPT_AT_CUT || memcmp(&before, &point->chain, sizeof(before)))
		harness_fault(result, "nondeterminism: the second run to the first cut differs");
	crash_point_exit(&probe);
	return stop || result->status ? end : run_live(run, NULL);
}

static void run_close(const struct run *run, struct run_result *result)
{
	memcpy(result->nr_asked, run->nr_asked, sizeof(run->nr_asked));
	result->marks = swarm_marks();
	result->wall_ns = wall_ns() - result->wall_ns;
}

static void run_end(struct run *run, int end, struct run_result *result)
{
	if (!result->status)
		run_judge_end(run, end, result);
	take_tape(result);
	run_close(run, result);
}

void run_tape(struct run *run, const struct tape *tape, struct run_result *result)
{
	result_begin(run, result, tape->seed);
	run->tape = tape;
	run->nr_cuts = result->tape.nr_cuts = tape->nr_cuts;
	run_end(run, run_with_history(run, NULL, result), result);
	drop_tape(run);
}

void run_varied(struct run *run, const struct run_variation *variation,
		const struct run_limits *limits, struct run_result *result)
{
	struct crash_point point = { 0 };
	int end;

	result_begin(run, result, variation->seed);
	run->variation = *variation;
	run->nr_cuts = result->tape.nr_cuts = limits->adds_cut ? limits->depth : 0;
	end = run_with_history(run, limits->must_not_explore ? NULL : &point, result);
	if (end == SCRIPT_AT_CUT && !result->status) {
		explore_crashes(run, &point, limits, result);
		run_close(run, result);
	} else {
		run_end(run, end, result);
	}
	crash_point_exit(&point);
	drop_tape(run);
}

void run_scheduled(struct run *run, u64 seed, struct choice_driver *schedule,
		   struct run_result *result)
{
	const struct run_variation variation = { .seed = seed, .schedule = schedule };
	const struct run_limits limits = { .must_not_explore = true };

	run_varied(run, &variation, &limits, result);
}

void run_seed(struct run *run, u64 seed, const struct run_limits *limits, struct run_result *result)
{
	const struct run_variation variation = { .seed = seed };

	run_varied(run, &variation, limits, result);
}

void run_tape_states(struct run *run, const struct tape *tape, const struct run_limits *limits,
		     struct run_result *result)
{
	struct run_limits near = *limits;

	if (tape->nr_cuts) {
		near.adds_cut = true;
		near.depth = tape->nr_cuts;
	}
	run->tape = tape;
	run_seed(run, tape->seed, &near, result);
}
