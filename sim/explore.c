// SPDX-License-Identifier: GPL-2.0-only
/*
 * Every crash state of a cut that may be anywhere.
 *
 * From: run.c, with a run that stands at its cut.
 * To:   crash-group.c and crash-states.c for the states; crash.c and script.c, once for
 *	 each that must be run.
 *
 *   run ──► cut ─┬─ group of instants ─┬─ state: new contents? ── no: the same state
 *                │                     │        │ yes
 *                │                     │        └ read tree: does another one that ran
 *                │                     │          stand for it? ── yes: pruned
 *                │                     │               │ no
 *                │                     │               └ run: recover, go on
 *                │                     │                    └──► cut, one level deeper …
 *
 * First all states of one cut, then all of one cut within another, and so on: so the shallow
 * ones are complete before the limit ends the deeper ones.
 *
 * All states of one group go on with the same tape, so that what becomes of them is a
 * function of the contents that they read: that is what the tree relies on. It checks
 * itself: a state that contradicts it, or a pruned one that is run after all and ends
 * otherwise, is a fault of the harness.
 */
#include "explore.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "crash-group.h"
#include "crash-states.h"
#include "driver.h"
#include "explore-tail.h"
#include "finding.h"
#include "image-set.h"
#include "interrupt.h"
#include "judge.h"
#include "machine.h"
#include "read-tree.h"
#include "script.h"

/**
 * struct level - the exploration of one cut; those of deeper ones are within it
 * @at: the instant whose states are being visited
 * @contents: of the state that is being visited
 * @reads: what it has read, in order; @read_stamps: of each sector, @stamp if it is there
 * @outcome: of all that was visited deeper in this state
 * @is_cut_short: not all of that was
 * @needs_history: its runs may come to a cut of their own
 */
struct level {
	struct crash_point *point;
	struct crash_spans spans;
	struct crash_group group;
	struct crash_bounds bounds;
	struct crash_instant *at;
	struct image_set images;
	struct read_tree *tree;
	u64 *contents;
	u32 *reads, *read_stamps;
	u32 nr_reads, stamp, room;
	u64 outcome;
	bool is_cut_short;
	bool needs_history;
};

struct explorer {
	struct run *run;
	const struct run_limits *limits;
	struct run_result *result;
	struct tail_driver tail;
	struct level levels[CRASH_MAX_DEPTH];
	u32 depth; /* of the level that is being visited, from 1 */
	u32 phase; /* the depth that is being explored */
	struct crash_level above; /* counts of levels on the way there: they were explored before */
	u64 limit; /* on result->nr_states */
	bool is_spot_check;
	bool met_deeper; /* a script would have gone deeper than the phase */
};

static u64 mix(u64 x, u64 y)
{
	u64 pair[2] = { x, y };

	return XXH3_64bits(pair, sizeof(pair));
}

static struct crash_level *counts_of(struct explorer *x)
{
	return x->depth == x->phase ? &x->result->crash.levels[x->phase - 1] : &x->above;
}

static bool fault(struct explorer *x, const char *text)
{
	free(x->result->message);
	x->result->message = strdup(text);
	x->result->status = RUN_HARNESS_FAULT;
	return false;
}

/* --- what a state reads --- */

static void level_read(struct level *level, u32 disk, u64 sector)
{
	u32 unit = disk_config_of(disk_nth(disk))->logical_block_bytes / SECTOR_BYTES;
	u32 nr = crash_group_find(&level->group, disk, sector / unit * unit);

	if (nr == CRASH_GROUP_NONE || level->read_stamps[nr] == level->stamp)
		return;
	level->read_stamps[nr] = level->stamp;
	level->reads[level->nr_reads++] = nr;
}

static void seen(u32 disk, u64 sector, void *ctx)
{
	struct explorer *x = ctx;
	u32 i;

	for (i = 0; i < x->depth; i++)
		level_read(&x->levels[i], disk, sector);
}

/*
 * All that a state of a deeper level is made of was read by the state that led there, also
 * what turned out to make no difference.
 */
static void note_survey(struct explorer *x, u32 disk, const struct disk_survey *survey)
{
	u32 i, k;

	for (i = 0; i + 1 < x->depth; i++)
		for (k = 0; k < survey->nr_units; k++)
			level_read(&x->levels[i], disk, survey->units[k].sector);
}

static void note_surveys(struct explorer *x, const struct crash_group *group)
{
	u32 i, disk;

	for (i = 0; x->depth > 1 && i < group->nr_instants; i++)
		for (disk = 0; disk < group->nr_disks; disk++)
			note_survey(x, disk, &group->instants[i].surveys[disk]);
}

static void watch_levels(struct explorer *x)
{
	const struct crash_group *group;
	u32 i, k, disk, unit;

	disk_watch_begin(seen, x);
	for (i = 0; i < x->depth; i++) {
		group = &x->levels[i].group;
		for (k = 0; k < group->nr_sectors; k++) {
			disk = group->sectors[k].disk;
			unit = disk_config_of(disk_nth(disk))->logical_block_bytes / SECTOR_BYTES;
			disk_watch_add(disk, group->sectors[k].sector, unit);
		}
	}
	disk_watch_rearm();
}

/* --- one state that is run --- */

/* Sums, so that parts of one exploration add up. */
static void add_digest(struct explorer *x, const char *digest)
{
	XXH128_hash_t hash = XXH3_128bits(digest, EVENT_DIGEST_CHARS);
	struct crash_stats *crash = &x->result->crash;

	crash->digest_low += hash.low64;
	crash->digest_high += hash.high64 + (crash->digest_low < hash.low64);
}

static void add_tape(struct explorer *x)
{
	const struct choice_entry *entries;
	size_t nr;
	u32 i;

	for (i = 0; i < x->depth; i++)
		tape_append(&x->result->tape, x->levels[i].point->entries,
			    x->levels[i].point->nr_entries);
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

/* All that a user can tell one run from another by. */
static u64 outcome_of(struct explorer *x, const struct run_result *state)
{
	const struct world_plan *plan = world_plan(run_world(x->run));
	const char *rule = state->finding.rule ? state->finding.rule : "";
	u64 outcome = mix(state->status, XXH3_64bits(rule, strlen(rule)));
	struct judge_stats stats;
	u32 i;

	outcome = mix(outcome, state->counts.virtual_ns);
	outcome = mix(outcome, state->counts.nr_boots);
	for (i = 0; i < plan->nr_devices; i++) {
		if (!plan->devices[i].judge)
			continue;
		judge_stats_get(plan->devices[i].judge, &stats);
		outcome = mix(outcome, stats.contents);
	}
	return outcome;
}

/* Return: true to go on with the next state. */
static bool state_end(struct explorer *x, int end)
{
	struct run_result state = { .seed = x->result->seed };
	struct run_result *result = x->result;
	struct level *level = &x->levels[x->depth - 1];

	run_judge_end(x->run, end, &state);
	x->met_deeper |= world_plan(run_world(x->run))->nr_wide_cuts > x->phase;
	level->outcome = mix(level->outcome, outcome_of(x, &state));
	result->nr_states++;
	if (state.status == RUN_HELD) {
		add_digest(x, state.digest);
		add_counts(result, &state);
		return true;
	}
	result->status = state.status;
	result->message = state.message;
	result->finding = state.finding;
	result->counts = state.counts;
	result->stats = state.stats;
	memcpy(result->digest, state.digest, sizeof(state.digest));
	add_tape(x);
	return false;
}

static int take_up(struct explorer *x, struct level *level, struct crash_point *deeper)
{
	struct script *script = run_script(x->run);
	int end;

	crash_resume(run_world(x->run), level->point);
	world_keep_history(run_world(x->run), level->needs_history);
	if (level->point->is_added) {
		crash_cut_resumed(run_world(x->run), level->point);
		return run_conclude(x->run, deeper);
	}
	script_begin(script, level->point->nr_answers);
	*script_explorer(script) =
		(struct script_explorer){ .stop = deeper, .resume = level->point };
	end = script_run(script);
	return end == SCRIPT_DONE ? run_conclude(x->run, deeper) : end;
}

static bool explore_point(struct explorer *x, struct crash_point *point);

static bool state_run_once(struct explorer *x, const struct crash_state *state, bool *must_repeat)
{
	struct level *level = &x->levels[x->depth - 1];
	struct crash_point deeper = { 0 };
	u64 seed = x->result->seed;
	bool is_good = true;
	int end;

	/* The dull seed stays dull. */
	if (seed)
		seed = mix(seed, mix(x->depth, level->group.span.first)) | 1;
	tail_begin(&x->tail, run_driver_create(x->run, seed), state->answers, state->nr_answers,
		   level->point->highest - level->at->boundary);
	level->point->instant = level->at;
	level->nr_reads = 0;
	level->stamp++;
	level->outcome = 0;
	level->is_cut_short = false;
	choice_begin(&x->tail.base);
	end = take_up(x, level, x->depth < x->phase ? &deeper : NULL);
	if (end == SCRIPT_AT_CUT)
		is_good = explore_point(x, &deeper);
	else if (end == SCRIPT_NO_HISTORY)
		*must_repeat = level->needs_history = true;
	else
		is_good = state_end(x, end);
	crash_leave(run_world(x->run), level->point);
	crash_point_exit(&deeper);
	return is_good;
}

/* A run without history is cheaper, and whether a script needs it is known when it asks. */
static bool state_run(struct explorer *x, const struct crash_state *state)
{
	bool must_repeat = false, is_good = state_run_once(x, state, &must_repeat);

	return must_repeat ? state_run_once(x, state, &must_repeat) : is_good;
}

/* --- one state --- */

static bool tell_upwards(struct explorer *x, u64 outcome)
{
	struct level *above = x->depth > 1 ? &x->levels[x->depth - 2] : NULL;

	if (above)
		above->outcome = mix(above->outcome, outcome);
	return true;
}

static void cut_short(struct explorer *x)
{
	u32 i;

	x->result->crash.is_complete = false;
	for (i = 0; i + 1 < x->depth; i++)
		x->levels[i].is_cut_short = true;
}

/* A pruned state is run after all; nothing of it counts but that it was. */
static bool spot_check(struct explorer *x, const struct crash_state *state, u64 outcome)
{
	struct level *level = &x->levels[x->depth - 1];
	struct run_result before = *x->result;
	u64 limit = x->limit;
	bool is_good;

	x->limit = ~0ull;
	x->is_spot_check = true;
	is_good = state_run(x, state);
	x->is_spot_check = false;
	x->limit = limit;
	if (!is_good && x->result->status == RUN_INTERRUPTED)
		return false;
	if (is_good) {
		x->result->crash = before.crash;
		x->result->counts = before.counts;
		x->result->nr_states = before.nr_states;
		counts_of(x)->nr_spot_checked++;
	}
	if (level->outcome == outcome && is_good)
		return true;
	return fault(x, "pruning: a crash state that another one stood for ended otherwise");
}

/* Where pruning does nearly all the work, checking it shall not be nearly all that is run. */
static bool is_spot(const struct explorer *x, const struct crash_level *counts)
{
	return x->limits->spot_every && !x->is_spot_check &&
	       counts->nr_pruned % x->limits->spot_every == 0 &&
	       counts->nr_spot_checked <= counts->nr_recovered;
}

/* What is beyond the limit is counted for a while, so that the share is known. */
#define COUNTED_BEYOND 16u

static bool is_far_beyond(struct explorer *x)
{
	struct crash_stats *crash = &x->result->crash;

	crash->has_more |= crash->levels[x->phase - 1].nr_skipped / COUNTED_BEYOND > x->limit;
	return crash->has_more;
}

/* Return: false if there is no room for it any more. */
static bool has_room(struct explorer *x)
{
	if (x->result->nr_states < x->limit)
		return true;
	if (x->depth == x->phase)
		counts_of(x)->nr_skipped++;
	else
		x->result->crash.levels[x->phase - 1].nr_unopened++;
	cut_short(x);
	return false;
}

/* A state that is not there yet, and that none that ran stands for. */
static bool visit_fresh(struct explorer *x, const struct crash_state *state)
{
	struct level *level = &x->levels[x->depth - 1];

	if (!has_room(x))
		return !is_far_beyond(x);
	counts_of(x)->nr_recovered++;
	if (x->depth < x->phase)
		x->result->crash.levels[x->phase - 1].nr_opened++;
	if (!state_run(x, state))
		return false;
	tell_upwards(x, level->outcome);
	if (!x->limits->prunes || level->is_cut_short)
		return true;
	if (!read_tree_add(level->tree, level->reads, level->nr_reads, level->contents,
			   level->outcome))
		return fault(x, "pruning: equal contents, and yet recovery read other sectors");
	return true;
}

static bool visit(void *ctx, const struct crash_state *state)
{
	struct explorer *x = ctx;
	struct level *level = &x->levels[x->depth - 1];
	struct crash_level *counts = counts_of(x);
	u64 outcome;

	if (interrupt_came) {
		x->result->status = RUN_INTERRUPTED;
		x->result->crash.is_complete = false;
		return false;
	}
	counts->nr_bounded++;
	crash_group_contents(&level->group, level->at, state->versions, level->contents);
	if (!image_set_add(&level->images, level->contents, level->group.nr_sectors))
		return true;
	counts->nr_images++;
	if (!x->limits->prunes || !read_tree_find(level->tree, level->contents, &outcome))
		return visit_fresh(x, state);
	counts->nr_pruned++;
	tell_upwards(x, outcome);
	return !is_spot(x, counts) || spot_check(x, state, outcome);
}

/* --- all states of a point --- */

static void make_room(struct level *level)
{
	u32 nr = level->group.nr_sectors + 1;

	if (nr <= level->room)
		return;
	level->room = 2 * nr;
	level->contents = realloc(level->contents, level->room * sizeof(*level->contents));
	level->reads = realloc(level->reads, level->room * sizeof(*level->reads));
	free(level->read_stamps);
	level->read_stamps = calloc(level->room, sizeof(*level->read_stamps));
	level->stamp = 0;
}

static bool explore_group(struct explorer *x, const struct crash_span *span)
{
	struct level *level = &x->levels[x->depth - 1];
	bool is_good = true, is_complete = true;
	u32 i;

	crash_group_load(&level->group, run_world(x->run), level->point, span);
	make_room(level);
	note_surveys(x, &level->group);
	watch_levels(x);
	image_set_clear(&level->images);
	read_tree_clear(level->tree);
	counts_of(x)->nr_boundaries += span->last - span->first + 1;
	for (i = 0; is_good && i < level->group.nr_instants; i++) {
		level->at = &level->group.instants[i];
		crash_group_represent(&level->group, level->at, counts_of(x));
		is_good = crash_states_visit(level->at, &level->bounds, visit, x, &is_complete);
	}
	if (!is_complete)
		cut_short(x);
	return is_good;
}

static void set_bounds(struct explorer *x, struct level *level)
{
	const struct world_plan *plan = &level->point->plan;
	const struct run_limits *limits = x->limits;
	struct driver_parts parts;
	const struct disk *ssd;
	u32 i;

	level->bounds = (struct crash_bounds){ .k = limits->k,
					       .nr_random = limits->nr_random,
					       .has_classes = limits->has_classes,
					       .seed = x->result->seed,
					       .model = level->point->spec.model,
					       .model_bound = level->point->spec.bound,
					       .nr_disks = world_nr_disks(run_world(x->run)) };
	for (i = 0; i < plan->nr_devices; i++) {
		driver_parse_table(plan->devices[i].table, &parts);
		ssd = *parts.ssd ? disk_find(parts.ssd) : NULL;
		if (ssd && parts.segment_order >= DRIVER_MIN_ORDER &&
		    parts.segment_order <= DRIVER_MAX_ORDER)
			level->bounds.orders[disk_number(ssd)] = parts.segment_order;
	}
}

static bool explore_spans(struct explorer *x)
{
	struct level *level = &x->levels[x->depth - 1];
	u32 part = x->depth == 1 ? x->limits->part : 0;
	bool is_good = true;
	size_t i;

	for (i = 0; is_good && i < level->spans.nr; i++)
		if (level->spans.all[i].part == part)
			is_good = explore_group(x, &level->spans.all[i]);
	return is_good;
}

static bool explore_point(struct explorer *x, struct crash_point *point)
{
	struct level *level = &x->levels[x->depth++];
	bool is_good;

	level->point = point;
	level->needs_history = x->depth < x->phase;
	set_bounds(x, level);
	crash_spans_find(&level->spans, run_world(x->run), point);
	if (x->depth == 1)
		crash_spans_deal(&level->spans, x->limits->nr_parts);
	if (x->phase > 1)
		crash_spans_shuffle(&level->spans, x->result->seed);
	is_good = explore_spans(x);
	x->depth--;
	if (is_good && x->depth)
		watch_levels(x);
	return is_good;
}

/* Return: true to go on with the next depth. */
static bool explore_depth(struct explorer *x, struct crash_point *point, u32 depth)
{
	x->phase = depth;
	x->met_deeper = false;
	memset(&x->above, 0, sizeof(x->above));
	x->result->crash.depth = depth;
	run_set_cuts(x->run, x->limits->adds_cut ? depth : 0);
	x->result->tape.nr_cuts = x->limits->adds_cut ? depth : 0;
	return explore_point(x, point) && x->result->crash.is_complete &&
	       (x->limits->adds_cut || x->met_deeper);
}

static void explorer_exit(struct explorer *x)
{
	struct level *level;

	disk_watch_end();
	tail_exit(&x->tail);
	for (level = x->levels; level < x->levels + CRASH_MAX_DEPTH; level++) {
		crash_spans_exit(&level->spans);
		crash_group_exit(&level->group);
		image_set_exit(&level->images);
		read_tree_destroy(level->tree);
		free(level->contents);
		free(level->reads);
		free(level->read_stamps);
	}
}

void explore_crashes(struct run *run, struct crash_point *point, const struct run_limits *limits,
		     struct run_result *result)
{
	struct explorer *x = calloc(1, sizeof(*x));
	struct crash_stats *crash = &result->crash;
	u32 depth;

	x->run = run;
	x->limits = limits;
	x->result = result;
	x->limit = limits->max_states / limits->nr_parts + 1;
	for (depth = 0; depth < CRASH_MAX_DEPTH; depth++)
		x->levels[depth].tree = read_tree_create();
	*crash = (struct crash_stats){ .k = limits->k, .is_complete = true };
	result->status = RUN_HELD;
	result->counts = point->counts;
	for (depth = 1; depth <= limits->depth; depth++)
		if (!explore_depth(x, point, depth))
			break;
	if (result->status != RUN_HELD) {
		crash->is_complete = false; /* it was stopped, and what is left is not counted */
		crash->has_more = true;
	}
	result->nr_boundaries = crash->levels[0].nr_boundaries;
	if (result->status == RUN_HELD)
		snprintf(result->digest, sizeof(result->digest), "%016llx%016llx",
			 crash->digest_high, crash->digest_low);
	explorer_exit(x);
	free(x);
}
