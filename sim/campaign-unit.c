// SPDX-License-Identifier: GPL-2.0-only
/*
 * One unit of a campaign: its run, its schedules, its pairs of failures.
 *
 * From: campaign-worker.c.
 * To:   run.c, once per run; report.c for what was found; the record.
 */
#include "campaign-unit.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "audit-run.h"
#include "behaviour.h"
#include "report.h"
#include "scenario.h"

#define MAX_PINS 2

struct unit_run {
	const struct campaign *c;
	const struct campaign_place *place;
	struct run *run;
	const struct campaign_group *group;
	const struct campaign_unit *unit;
	struct unit_record *record;
	struct choice_entry pins[MAX_PINS];
	size_t nr_pins;
};

/* --- what a run came to --- */

static void note_counts(struct unit_run *u, const struct run_result *result)
{
	struct unit_counts *counts = &u->record->counts;
	size_t i;

	counts->nr_runs++;
	counts->nr_states += result->nr_states;
	counts->nr_boots += result->counts.nr_boots;
	counts->nr_cuts += result->counts.nr_cuts;
	counts->virtual_ns += result->counts.virtual_ns;
	for (i = 0; i < u->nr_pins; i++)
		counts->nr_fired += u->pins[i].idx < result->nr_asked[u->pins[i].kind];
	if (!result->crash.depth)
		return;
	if (!u->record->crash.depth)
		u->record->crash.is_complete = true;
	crash_stats_merge(&u->record->crash, &result->crash);
	counts->nr_incomplete += !result->crash.is_complete;
}

static void fault(struct unit_record *record, const char *text)
{
	record->status = RUN_HARNESS_FAULT;
	free(record->message);
	record->message = strdup(text);
}

static void note_finding(struct unit_run *u, struct run_result *result)
{
	const struct campaign_place *place = u->place;
	const char *model = u->c->model;
	char folder[PATH_MAX], extra[64] = "", *text = NULL, *replay = NULL;
	size_t bytes;
	FILE *file;

	if (model)
		snprintf(extra, sizeof(extra), " --model %s", model);
	if (!report_save(u->run, result, place->out, place->program, extra, folder, sizeof(folder)))
		fault(u->record, "the finding could not be saved, or its tape leads elsewhere");
	file = open_memstream(&text, &bytes);
	report_finding(file, run_scenario(u->run), result, NULL);
	fclose(file);
	if (asprintf(&replay, "%s run %s --tape %s/tape%s", place->program,
		     run_scenario(u->run)->name, folder, extra) < 0)
		abort();
	unit_record_add_finding(u->record, result->finding.rule, text, replay, folder);
	free(text);
	free(replay);
}

/* Return: false if it was interrupted, or makes no sense to go on. */
static bool note(struct unit_run *u, struct run_result *result)
{
	if (result->status == RUN_INTERRUPTED)
		return false;
	note_counts(u, result);
	unit_record_add_digest(u->record, result->digest);
	if (result->status > u->record->status)
		u->record->status = result->status;
	if (result->message && !u->record->message)
		u->record->message = strdup(result->message);
	if (result->finding.rule)
		note_finding(u, result);
	return result->status != RUN_BAD_INPUT;
}

/* --- one run --- */

#define AUDIT_EVERY 64u /* each so many-th unit is run twice, and must come to the same */

static void run_counted(struct unit_run *u, const struct run_variation *variation,
			const struct run_limits *limits, struct run_result *result)
{
	struct behaviours *b = u->c->has_swarm ? behaviours_create() : NULL;

	if (b)
		behaviours_begin(b);
	run_varied_audited(u->run, u->unit->index, variation, limits, result);
	if (!b)
		return;
	campaign_swarm_note(&u->record->swarm, &result->marks, behaviours_end(b));
	behaviours_destroy(b);
}

static bool run_once(struct unit_run *u, struct choice_driver *schedule)
{
	struct run_variation variation = {
		.seed = u->group->seed, .schedule = schedule, .pins = u->pins, .nr_pins = u->nr_pins
	};
	struct run_limits limits = u->c->limits;
	struct run_result result;
	bool is_good;

	limits.must_not_explore = !u->c->has_crash;
	limits.adds_cut = u->c->has_crash;
	if (!u->c->nr_schedules && u->c->has_crash) {
		limits.part = u->unit->part;
		limits.nr_parts = campaign_nr_parts(u->c);
	}
	limits.audit_every = AUDIT_EVERY;
	run_counted(u, &variation, &limits, &result);
	is_good = note(u, &result);
	run_result_exit(&result);
	return is_good;
}

/* --- its schedules --- */

static u64 mix(u64 x, u64 y)
{
	u64 pair[2] = { x, y };

	return XXH3_64bits(pair, sizeof(pair));
}

/* Of the schedules of this variation, those of this part: how many? */
static u64 nr_schedules(const struct unit_run *u)
{
	u32 nr_parts = campaign_nr_parts(u->c), part = u->unit->part;
	u64 nr = u->c->nr_schedules;

	return nr * (part + 1) / nr_parts - nr * part / nr_parts;
}

static void note_figures(struct unit_run *u, const struct choice_driver *drv, bool is_complete)
{
	struct unit_counts *counts = &u->record->counts;
	struct schedule_figures figures;

	choice_schedule_figures(drv, &figures);
	counts->nr_schedules += figures.nr_runs;
	if (figures.nr_tasks > counts->max_tasks)
		counts->max_tasks = figures.nr_tasks;
	if (figures.nr_steps > counts->max_steps)
		counts->max_steps = figures.nr_steps;
	counts->nr_incomplete += u->c->schedule.kind == SCHEDULE_DFS && !is_complete;
}

static bool run_schedules(struct unit_run *u)
{
	u64 seed = u->unit->part ? mix(u->group->seed, u->unit->part) : u->group->seed;
	struct choice_driver *drv = choice_schedule_create(&u->c->schedule, NULL, seed);
	u64 left = nr_schedules(u);
	bool is_good = true, is_complete = false;

	while (is_good && !is_complete && left--) {
		is_good = run_once(u, drv);
		if (is_good && left)
			is_complete = !choice_schedule_next(drv, NULL);
	}
	note_figures(u, drv, is_complete);
	choice_driver_destroy(drv);
	return is_good;
}

/* --- pairs: with the first failure in place, each other one --- */

/* The run with its one failure: what may fail in it? */
static bool watch_first(struct unit_run *u, struct campaign_group *seen)
{
	const struct run_variation variation = { .seed = u->group->seed,
						 .pins = u->pins,
						 .nr_pins = 1 };
	const struct run_limits limits = { .must_not_explore = true };
	struct run_result result;
	bool is_good;

	*seen = *u->group;
	seen->ops = NULL;
	campaign_watch_begin(&seen->ops);
	run_varied(u->run, &variation, &limits, &result);
	campaign_watch_end();
	seen->nr_ios = result.nr_asked[CHOICE_TROUBLE];
	seen->nr_allocs = result.nr_asked[CHOICE_ALLOC];
	is_good = result.status != RUN_INTERRUPTED;
	run_result_exit(&result);
	return is_good;
}

/* How many failures of @seen are not later than the first one? Those are pairs of others. */
static u64 nr_earlier(const struct unit_run *u, const struct campaign_group *seen)
{
	struct campaign_group until = *seen;

	if (u->pins[0].kind == CHOICE_TROUBLE) {
		until.nr_allocs = 0;
		until.nr_ios = u->pins[0].idx + 1;
		return campaign_nr_failures(u->c, &until);
	}
	until.nr_allocs = u->pins[0].idx + 1;
	return campaign_nr_failures(u->c, &until);
}

/* This variation's share of max_pairs. */
static u64 pair_quota(const struct unit_run *u)
{
	u64 nr_firsts = u->group->nr_variations - 1, first = u->unit->variation - 1;

	return u->c->max_pairs / nr_firsts + (first < u->c->max_pairs % nr_firsts);
}

static bool run_pairs(struct unit_run *u)
{
	struct campaign_group seen;
	u64 nr_before, nr_all, nr, i;
	bool is_good = watch_first(u, &seen);

	nr_before = nr_earlier(u, &seen);
	nr_all = campaign_nr_failures(u->c, &seen);
	nr_all = nr_all > nr_before ? nr_all - nr_before : 0;
	nr = pair_quota(u) < nr_all ? pair_quota(u) : nr_all;
	u->nr_pins = 2;
	for (i = 0; is_good && i < nr; i++) {
		u->pins[1] = campaign_failure(
			u->c, &seen,
			nr_before + campaign_draw(mix(u->group->seed, u->unit->variation), i, nr,
						  nr_all));
		is_good = run_once(u, NULL);
		u->record->counts.nr_pairs++;
	}
	campaign_group_exit(&seen);
	return is_good;
}

bool campaign_unit_run(const struct campaign *c, const struct campaign_place *place,
		       struct run *run, const struct campaign_group *group,
		       const struct campaign_unit *unit, struct unit_record *record)
{
	struct unit_run u = {
		.c = c, .place = place, .run = run, .group = group, .unit = unit, .record = record
	};
	char name[CAMPAIGN_TEXT_CHARS];
	bool is_good;

	campaign_unit_name(c, group, unit, name);
	unit_record_init(record, unit->index, name);
	if (unit->pin.value) {
		u.pins[0] = unit->pin;
		u.nr_pins = 1;
	}
	is_good = c->nr_schedules ? run_schedules(&u) : run_once(&u, NULL);
	if (is_good && c->max_pairs && u.nr_pins && !unit->part)
		is_good = run_pairs(&u);
	return is_good || record->status == RUN_BAD_INPUT;
}
