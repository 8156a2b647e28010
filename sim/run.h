/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One scenario, run: with a seed, with a tape, or at every crash state.
 */
#ifndef SIM_RUN_H
#define SIM_RUN_H

#include "crash-stats.h"
#include "event.h"
#include "ints.h"
#include "swarm.h"
#include "tape.h"
#include "world.h"

struct scenario;
struct script;
struct script_watcher;
struct run;
struct crash_point;

/* Exit statuses of every command. */
enum run_status {
	RUN_HELD = 0,
	RUN_VIOLATED = 1,
	RUN_BAD_INPUT = 2,
	RUN_HARNESS_FAULT = 3,
	RUN_INTERRUPTED = 130,
};

/* A finding that outlives its run; "" for what there is not. */
struct run_finding {
	char *rule, *text, *task, *stack;
	u64 time_ns;
};

/**
 * struct run_result - what came of it
 * @message: of RUN_BAD_INPUT
 * @nr_boundaries, @nr_states: of an exploration, else 0; the states are those really run
 * @crash: of an exploration: what it saw of all that there was to see
 * @nr_asked: how many choices of each track were asked; of an exploration, at most
 * @marks: classes that were enabled, and that fired; of an exploration, in any state
 * @tape: of a finding, or of the run if it was no exploration
 */
struct run_result {
	enum run_status status;
	u64 seed;
	char digest[EVENT_DIGEST_CHARS];
	char *message;
	struct run_finding finding;
	struct world_counts counts;
	struct machine_stats stats;
	u64 nr_boundaries, nr_states;
	struct crash_stats crash;
	u64 nr_asked[NR_CHOICE_KINDS];
	struct swarm_marks marks;
	u64 wall_ns;
	struct tape tape;
};

void run_result_exit(struct run_result *result);

struct run *run_create(const struct scenario *scenario);
/* The same, and @watcher, which outlives it, is told of each word. */
struct run *run_create_watched(const struct scenario *scenario,
			       const struct script_watcher *watcher);
void run_destroy(struct run *run);

/**
 * struct run_limits - how much an exploration does
 * @k: at each boundary all subsets that differ from none or from all in so many sectors
 * @depth: cuts that are explored one within the other; beyond them cuts are drawn
 * @nr_random: drawn subsets at each boundary, beyond those
 * @has_classes: also each combination of classes of sectors (see crash-states.h)
 * @prunes: a state whose recovery would read the same is not run
 * @spot_every: each so many-th pruned state is run after all, and must agree; 0: none
 * @adds_cut: a script with fewer than @depth cuts that may be anywhere is cut at its end
 * @part, @nr_parts: visit only this share; 0 of 1 is all. The shares add up.
 * @max_states: that are run, of all cuts together
 * @audit_every: run_seed_audited() runs each so many-th seed twice; 0: none
 * @must_not_explore: a cut that may be anywhere is drawn from the seed
 */
struct run_limits {
	u32 k, depth, nr_random, spot_every;
	u32 part, nr_parts;
	u32 audit_every;
	u64 max_states;
	bool has_classes, prunes, adds_cut;
	bool must_not_explore;
};

extern const struct run_limits run_default_limits;

/**
 * struct run_variation - which of all worlds
 * @seed: 0 is the dull one
 * @script_seed: if there is one, it draws what the script draws, and @seed all else
 * @schedule: of choice_schedule_create(), not owned: it says who runs, and is rewound for
 *	each pass; NULL: the seed does. After a cut that is explored the seed does again
 * @pins: choices whose answers are given, whatever seed and schedule say
 */
struct run_variation {
	u64 seed, script_seed;
	bool has_script_seed;
	struct choice_driver *schedule;
	const struct choice_entry *pins;
	size_t nr_pins;
};

void run_varied(struct run *run, const struct run_variation *variation,
		const struct run_limits *limits, struct run_result *result);
void run_seed(struct run *run, u64 seed, const struct run_limits *limits,
	      struct run_result *result);
/* With a schedule and without pins; does not explore. */
void run_scheduled(struct run *run, u64 seed, struct choice_driver *schedule,
		   struct run_result *result);
/* The caller has seen that @tape is of this scenario. */
void run_tape(struct run *run, const struct tape *tape, struct run_result *result);
/* As run_seed(), but @tape leads to the first cut that may be anywhere. */
void run_tape_states(struct run *run, const struct tape *tape, const struct run_limits *limits,
		     struct run_result *result);

/* --- for explore.c --- */

struct script *run_script(struct run *run);
struct world *run_world(struct run *run);
const struct scenario *run_scenario(const struct run *run);
/* What answers in this run, if @seed is to answer what the variation leaves open. */
struct choice_driver *run_driver_create(struct run *run, u64 seed);
/* The harness adds cuts until the run has had @nr that may be anywhere. */
void run_set_cuts(struct run *run, u32 nr);
/* The script is done: what the harness does then. Return: an enum script_end. */
int run_conclude(struct run *run, struct crash_point *stop);
/* The script came to its end: what the harness itself checks then. False: a finding. */
bool run_finish(struct run *run);
/* Fill status, digest, counts and finding from how the script ended. */
enum run_status run_judge_end(struct run *run, int script_end, struct run_result *result);

#endif
