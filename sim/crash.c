// SPDX-License-Identifier: GPL-2.0-only
/*
 * The power cut.
 *
 * From: the word cut, or explore.c.
 * To:   machine_cut(), disk_history_rewind(), disk_cut(), judge_at().
 *
 *   epoch: boundary 0 ───── label ─────────── now
 *                             │◄── CHOICE_CUT ──┤      disks and judges go back,
 *                                  ▼                   then CHOICE_SURVIVE,
 *   next epoch:                    0 ──► …             then the next boot
 */
#include "crash.h"

#include <stdlib.h>
#include <string.h>

#include "event.h"
#include "finding.h"
#include "judge.h"
#include "machine.h"

enum crash_model crash_default_model = CRASH_ANY;

static bool is_falling;

bool crash_is_falling(void)
{
	return is_falling;
}

static struct judge *judge_then(const struct world_device *dev, u64 boundary)
{
	return judge_at(dev->judge, boundary > dev->judged_from ? boundary : dev->judged_from);
}

/* A disk has one listener: of several judges that know it, that of the device on it. */
static void listen_again(struct world_plan *plan)
{
	u32 pass, i;

	for (pass = 0; pass < 2; pass++)
		for (i = 0; i < plan->nr_devices; i++)
			if (plan->devices[i].judge && (!pass || plan->devices[i].is_wanted))
				judge_listen(plan->devices[i].judge);
}

/* @is_kept: the judges stay for other visits of the past: they belong to a point. */
static void go_back(struct world *w, u64 boundary, bool is_kept)
{
	struct world_plan *plan = world_plan(w);
	struct judge *then;
	u32 i;

	for (i = 0; i < world_nr_disks(w); i++)
		disk_history_rewind(disk_nth(i), boundary);
	for (i = 0; i < plan->nr_devices; i++) {
		if (!plan->devices[i].judge)
			continue;
		then = judge_then(&plan->devices[i], boundary);
		if (!is_kept)
			judge_destroy(plan->devices[i].judge);
		plan->devices[i].judge = then;
	}
	listen_again(plan);
}

static void cut_judges(struct world_plan *plan)
{
	u32 i;

	for (i = 0; i < plan->nr_devices; i++)
		if (plan->devices[i].judge)
			judge_cut(plan->devices[i].judge);
}

static void take_judges(struct world_plan *plan, const struct crash_instant *at)
{
	u32 i;

	for (i = 0; i < plan->nr_devices; i++)
		if (at->judges[i])
			plan->devices[i].judge = judge_clone(at->judges[i]);
	listen_again(plan);
}

void crash_judges_at(const struct crash_point *point, u64 boundary, struct judge **judges)
{
	u32 i;

	for (i = 0; i < point->plan.nr_devices; i++) {
		judges[i] = NULL;
		if (!point->plan.devices[i].judge)
			continue;
		judges[i] = judge_then(&point->plan.devices[i], boundary);
		judge_cut(judges[i]);
	}
}

/* The next epoch's event log begins with the cut. @at: prepared, or NULL. */
static void fall(struct world *w, const struct crash_spec *spec, u64 boundary,
		 const struct crash_instant *at)
{
	struct world_plan *plan = world_plan(w);
	u32 i;

	event_begin();
	event_log(EVENT_CUT, 0, boundary, 0, 0);
	disk_crash_bound = spec->bound;
	is_falling = true;
	for (i = 0; i < world_nr_disks(w); i++) {
		if (at)
			disk_cut_surveyed(disk_nth(i), &at->surveys[i], spec->model);
		else
			disk_cut(disk_nth(i), spec->model);
	}
	is_falling = false;
	if (at)
		take_judges(plan, at);
	else
		cut_judges(plan);
	plan->nr_labels = 0;
	plan->nr_wide_cuts += spec->is_anywhere;
	world_fail_alloc(w, 0);
	world_counts(w)->nr_cuts++;
}

static void fill_point(struct world *w, struct crash_point *point)
{
	const struct choice_entry *entries;

	point->plan = *world_plan(w);
	point->counts = *world_counts(w);
	point->chain = world_chain(w);
	point->log_bytes = world_log_bytes(w);
	point->nr_histories = world_nr_histories(w);
	memcpy(point->tracks, choice_tracks, sizeof(point->tracks));
	point->nr_entries = choice_record(&entries);
	point->entries = malloc((point->nr_entries + 1) * sizeof(*entries));
	if (point->nr_entries)
		memcpy(point->entries, entries, point->nr_entries * sizeof(*entries));
}

static u64 choose_boundary(u64 lowest, u64 highest)
{
	return highest - choose(CHOICE_CUT, highest - lowest + 1);
}

enum crash_result crash_cut(struct world *w, const struct crash_spec *spec,
			    struct crash_point *point)
{
	u64 highest = event_boundary(), lowest = highest;

	if (!machine_is_on())
		return CRASH_DONE; /* the power is off as it is */
	if (spec->label[0] && !world_marked(w, spec->label, &lowest))
		return CRASH_NO_LABEL;
	if (spec->is_anywhere && !world_keeps_history(w))
		return CRASH_NO_HISTORY;
	if (spec->is_anywhere && !spec->label[0])
		lowest = 0;
	world_epoch_end(w);
	machine_cut();
	world_went_off(w);
	if (spec->is_anywhere && point) {
		point->spec = *spec;
		point->lowest = lowest;
		point->highest = highest;
		fill_point(w, point);
		return CRASH_STOPPED;
	}
	if (spec->is_anywhere) {
		highest = choose_boundary(lowest, highest);
		go_back(w, highest, false);
	}
	world_end_histories(w, world_base_histories(w));
	fall(w, spec, highest, NULL);
	return CRASH_DONE;
}

void crash_leave(struct world *w, const struct crash_point *point)
{
	struct world_plan *plan = world_plan(w);
	u32 i;

	if (machine_is_on())
		machine_cut();
	for (i = 0; i < plan->nr_devices; i++)
		if (plan->devices[i].judge != point->plan.devices[i].judge)
			judge_destroy(plan->devices[i].judge);
	*plan = point->plan;
	world_end_histories(w, point->nr_histories);
}

void crash_resume(struct world *w, const struct crash_point *point)
{
	unsigned int kind;

	finding_clear();
	*world_counts(w) = point->counts;
	world_set_chain(w, point->chain);
	world_log_cut_to(w, point->log_bytes);
	world_set_base_histories(w, point->nr_histories);
	memcpy(choice_tracks, point->tracks, sizeof(point->tracks));
	for (kind = 0; kind < NR_CHOICE_KINDS; kind++)
		choice_tracks[kind].nr_dull = 0;
}

void crash_cut_resumed(struct world *w, const struct crash_point *point)
{
	u64 boundary = choose_boundary(point->lowest, point->highest);

	if (point->instant && point->instant->boundary == boundary) {
		fall(w, &point->spec, boundary, point->instant);
		return;
	}
	go_back(w, boundary, true);
	fall(w, &point->spec, boundary, NULL);
}

void crash_point_exit(struct crash_point *point)
{
	free(point->entries);
	point->entries = NULL;
}
