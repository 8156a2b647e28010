// SPDX-License-Identifier: GPL-2.0-only
/*
 * Every crash state of a cut that may be anywhere.
 *
 * From: run.c, with a run that stands at its cut.
 * To:   crash.c and script.c, once per state.
 *
 * The run up to the cut happened once. For each state the disks and the judge go
 * back to its boundary, the script is replayed from its journal up to the cut, and
 * goes on live. A cut in what follows stops there again, and is explored from its own
 * point (depth 2); as many of its states as the limit leaves room for.
 */
#include "explore.h"

#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <xxhash.h>

#include "machine.h"
#include "script.h"

#define MAX_DEPTH 2
#define SURVIVORS_NONE 0
#define SURVIVORS_ALL 1

/**
 * struct tail_driver - answers of one state after its cut
 * @seeded: for everything but the first cut and its survivors
 * @back: the answer to CHOICE_CUT
 * @survivors: SURVIVORS_NONE, SURVIVORS_ALL, or a number to draw with
 * @is_falling: the first cut is not over yet
 * @nr_ways: how many crash states there are at this boundary, saturating at 3
 */
struct tail_driver {
	struct choice_driver base;
	struct choice_driver *seeded;
	u32 back;
	u32 survivors;
	u64 seed;
	bool is_falling;
	u32 nr_ways;
};

/* The hash so far and the next digest, hashed together. */
struct link {
	u64 low, high;
	char next[EVENT_DIGEST_CHARS + 7];
};

struct explorer {
	struct run *run;
	const struct run_limits *limits;
	struct run_result *result;
	struct tail_driver driver;
	struct crash_point *points[MAX_DEPTH];
	struct link digest;
	u64 states_at_first; /* of depth 1, at most */
};

static u64 mix(u64 x, u64 y)
{
	u64 pair[2] = { x, y };

	return XXH3_64bits(pair, sizeof(pair));
}

/*
 * Drawn survivors are dense, even or sparse by turns: a log entry that lacks one sector
 * is a harder case than one that lacks half of them, and far rarer among even draws.
 */
static u32 draw_survivor(const struct tail_driver *drv, u64 idx, u32 n)
{
	u64 x = mix(drv->seed + drv->survivors, idx);
	bool is_rare = x % 8 == 0;
	u32 even = (x >> 8) % n;

	switch (drv->survivors % 3) {
	case 0:
		return is_rare ? even : n - 1;
	case 1:
		return is_rare ? even : 0;
	default:
		return even;
	}
}

static u32 survive(struct tail_driver *drv, u64 idx, u32 n)
{
	drv->nr_ways = drv->nr_ways * n < 3 ? drv->nr_ways * n : 3;
	switch (drv->survivors) {
	case SURVIVORS_NONE:
		return 0;
	case SURVIVORS_ALL:
		return n - 1;
	default:
		return draw_survivor(drv, idx, n);
	}
}

static u32 tail_answer(struct choice_driver *base, enum choice_kind kind, u64 idx, u32 n,
		       u64 *nr_dull)
{
	struct tail_driver *drv = (struct tail_driver *)base;

	if (drv->is_falling) {
		if (kind == CHOICE_CUT)
			return drv->back;
		if (kind == CHOICE_SURVIVE && crash_is_falling())
			return survive(drv, idx, n);
		drv->is_falling = false;
	}
	return drv->seeded->answer(drv->seeded, kind, idx, n, nr_dull);
}

static void driver_begin(struct explorer *x, u32 back, u32 survivors)
{
	struct tail_driver *drv = &x->driver;
	u64 seed = x->result->seed;

	if (drv->seeded)
		choice_driver_destroy(drv->seeded);
	/* Each state has a schedule of its own, but for the dull seed. */
	if (seed)
		seed = mix(mix(seed, x->result->nr_states), back) | 1;
	drv->seeded = run_driver_create(x->run, seed);
	drv->seed = seed;
	drv->back = back;
	drv->survivors = survivors;
	drv->is_falling = true;
	drv->nr_ways = 1;
}

/* --- one state --- */

static void add_digest(struct explorer *x, const char *digest)
{
	XXH128_hash_t hash;

	memset(x->digest.next, 0, sizeof(x->digest.next));
	memcpy(x->digest.next, digest, EVENT_DIGEST_CHARS);
	hash = XXH3_128bits(&x->digest, sizeof(x->digest));
	x->digest.low = hash.low64;
	x->digest.high = hash.high64;
}

static void add_tape(struct explorer *x, unsigned int depth)
{
	const struct choice_entry *entries;
	unsigned int i;
	size_t nr;

	for (i = 0; i < depth; i++)
		tape_append(&x->result->tape, x->points[i]->entries, x->points[i]->nr_entries);
	nr = choice_record(&entries);
	tape_append(&x->result->tape, entries, nr);
}

static void add_counts(struct run_result *to, const struct run_result *from)
{
	u32 i;

	for (i = 0; i < NR_USER_OPS; i++)
		to->counts.nr_requests[i] += from->counts.nr_requests[i];
	to->counts.nr_boots += from->counts.nr_boots;
	to->counts.nr_cuts += from->counts.nr_cuts;
	to->counts.virtual_ns += from->counts.virtual_ns;
}

/* Return: true to go on with the next state. */
static bool state_end(struct explorer *x, int end, unsigned int depth)
{
	struct run_result state = { .seed = x->result->seed };
	struct run_result *result = x->result;

	if (end == SCRIPT_DONE && !run_finish(x->run))
		end = SCRIPT_FINDING;
	run_judge_end(x->run, end, &state);
	add_digest(x, state.digest);
	result->nr_states++;
	result->crash.levels[depth - 1].nr_recovered++;
	if (state.status == RUN_HELD) {
		add_counts(result, &state);
		return true;
	}
	result->status = state.status;
	result->message = state.message;
	result->finding = state.finding;
	result->counts = state.counts;
	result->stats = state.stats;
	memcpy(result->digest, state.digest, sizeof(state.digest));
	add_tape(x, depth);
	return false;
}

static int state_run(struct explorer *x, unsigned int depth, u32 back, u32 survivors,
		     struct crash_point *deeper)
{
	const struct crash_point *point = x->points[depth - 1];
	struct script *script = run_script(x->run);

	driver_begin(x, back, survivors);
	choice_begin(&x->driver.base);
	crash_resume(run_world(x->run), point);
	script_begin(script, point->nr_answers);
	*script_explorer(script) = (struct script_explorer){ .stop = deeper, .resume = point };
	return script_run(script);
}

/* --- all states of a point --- */

static bool explore_point(struct explorer *x, unsigned int depth);

static bool visit(struct explorer *x, unsigned int depth, u32 back, u32 survivors)
{
	struct crash_point deeper = { 0 };
	bool is_good;
	int end;

	end = state_run(x, depth, back, survivors, depth < MAX_DEPTH ? &deeper : NULL);
	if (end == SCRIPT_AT_CUT) {
		x->points[depth] = &deeper;
		is_good = explore_point(x, depth + 1);
		crash_point_exit(&deeper);
	} else {
		is_good = state_end(x, end, depth);
	}
	crash_leave(run_world(x->run), x->points[depth - 1]);
	return is_good;
}

static bool visit_boundary(struct explorer *x, unsigned int depth, u32 back)
{
	u32 survivors, nr = (x->limits->nr_random + 2), nr_ways;

	for (survivors = 0; survivors < nr; survivors++) {
		if (!visit(x, depth, back, survivors))
			return false;
		/* A deeper point has used the driver for its own; all ways are visited then. */
		nr_ways = x->driver.nr_ways;
		if (depth == 1 && x->points[1])
			nr_ways = 3;
		if (survivors + 1 >= nr_ways && nr_ways < 3)
			break;
	}
	return true;
}

/* How many of @nr_all states of a deeper point are visited: all, or a drawn few. */
static u64 nr_picks(const struct explorer *x, u64 nr_all)
{
	u64 room = x->limits->max_states / (x->states_at_first + 1);

	if (room >= nr_all)
		return nr_all;
	return room ? room : 1;
}

static bool explore_some(struct explorer *x, unsigned int depth, u64 nr_boundaries, u64 nr)
{
	u64 seed = mix(x->result->seed, x->result->nr_states), i, pick, stretch;

	for (i = 0; i < nr; i++) {
		/* Upwards through the boundaries, one drawn from each stretch. */
		pick = i * nr_boundaries / nr;
		stretch = (i + 1) * nr_boundaries / nr - pick;
		pick += stretch ? mix(seed, i) % stretch : 0;
		if (!visit(x, depth, nr_boundaries - 1 - pick,
			   mix(seed, ~i) % (x->limits->nr_random + 2)))
			return false;
	}
	return true;
}

static bool explore_point(struct explorer *x, unsigned int depth)
{
	const struct crash_point *point = x->points[depth - 1];
	u64 nr = point->highest - point->lowest + 1, nr_states, back;

	nr_states = nr * (x->limits->nr_random + 2);
	if (depth == 1) {
		x->states_at_first = nr_states;
		x->result->nr_boundaries = nr;
		x->result->crash.levels[0].nr_boundaries = nr;
	} else if (nr_picks(x, nr_states) < nr_states) {
		return explore_some(x, depth, nr, nr_picks(x, nr_states));
	}
	for (back = nr; back--;)
		if (!visit_boundary(x, depth, back))
			return false;
	return true;
}

void explore_crashes(struct run *run, struct crash_point *point, const struct run_limits *limits,
		     struct run_result *result)
{
	struct explorer x = { .run = run, .limits = limits, .result = result };
	x.points[0] = point;
	x.driver.base = (struct choice_driver){ .name = "explorer", .answer = tail_answer };
	result->counts = point->counts;
	result->crash.depth = MAX_DEPTH;
	result->crash.k = limits->k;
	if (explore_point(&x, 1)) {
		snprintf(result->digest, sizeof(result->digest), "%016llx%016llx", x.digest.high,
			 x.digest.low);
		result->status = RUN_HELD;
	}
	choice_driver_destroy(x.driver.seeded);
}
