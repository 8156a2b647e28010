// SPDX-License-Identifier: GPL-2.0-only
/*
 * A worker of a campaign.
 *
 * From: campaign-crew.c, in a process of its own.
 * To:   campaign-unit.c; lines of JSON for the crew.
 *
 * All workers walk over the same units in the same order; each takes up the one whose
 * number it drew from a counter that they share. So no unit is run twice, whoever is fast.
 */
#include "campaign-worker.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "interrupt.h"
#include "scenario.h"

struct worker {
	const struct campaign *c;
	const struct campaign_share *share;
	const struct campaign_place *place;
	FILE *file;
	struct run *run; /* of the scenario that came last */
	u32 run_scenario;
	u64 claimed, nr_passed; /* units of this shard: mine, and those that were walked over */
};

bool campaign_is_done(const struct campaign_share *share, u64 index)
{
	return index < share->nr_done_bits && share->done[index / 8] >> index % 8 & 1;
}

static void claim(struct worker *w)
{
	w->claimed = __atomic_fetch_add(w->share->nr_claimed, 1, __ATOMIC_RELAXED);
}

/* --- saying --- */

static void say(FILE *file, json_t *line)
{
	json_dumpf(line, file, JSON_COMPACT);
	fputc('\n', file);
	fflush(file);
	json_decref(line);
}

static void say_begin(struct worker *w, u64 index, const char *name)
{
	say(w->file, json_pack("{s:I, s:s}", "begin", (json_int_t)index, "name", name));
}

static void say_group(struct worker *w, u64 number, u64 nr_units, u64 nr_all)
{
	say(w->file, json_pack("{s:I, s:I, s:I}", "group", (json_int_t)number, "units",
			       (json_int_t)nr_units, "all", (json_int_t)nr_all));
}

/* --- runs --- */

static struct run *run_for(struct worker *w, const struct campaign_group *group)
{
	if (w->run && w->run_scenario == group->scenario)
		return w->run;
	if (w->run)
		run_destroy(w->run);
	w->run = run_create(w->c->scenarios[group->scenario]);
	w->run_scenario = group->scenario;
	return w->run;
}

static void drop_run(struct worker *w)
{
	if (w->run)
		run_destroy(w->run);
	w->run = NULL;
}

/* --- walking --- */

/* Is it this shard's, to be done, and the one that was claimed? */
static bool is_mine(struct worker *w, u64 index)
{
	if (index % w->share->nr_shards != w->share->shard || campaign_is_done(w->share, index))
		return false;
	return w->nr_passed++ == w->claimed;
}

static bool run_unit(struct worker *w, const struct campaign_group *group,
		     struct campaign_unit *unit)
{
	char name[CAMPAIGN_TEXT_CHARS];
	struct unit_record record;
	bool is_good;

	campaign_unit_name(w->c, group, unit, name);
	say_begin(w, unit->index, name);
	is_good = campaign_unit_run(w->c, w->place, run_for(w, group), group, unit, &record);
	if (is_good)
		say(w->file, unit_record_to_json(&record));
	unit_record_exit(&record);
	return is_good && !interrupt_came;
}

static bool walk_group(struct worker *w, const struct campaign_group *group, u64 number,
		       u64 first_index)
{
	u64 nr = campaign_nr_units(w->c, group), nth;
	struct campaign_unit unit = { .group = number };

	for (nth = 0; nth < nr; nth++) {
		unit.index = first_index + nth;
		if (!is_mine(w, unit.index))
			continue;
		campaign_unit_fill(w->c, group, nth, &unit);
		if (!run_unit(w, group, &unit))
			return false;
		claim(w);
	}
	return true;
}

static void probe(struct worker *w, struct campaign_group *group, u64 number, u64 first_index)
{
	char name[CAMPAIGN_TEXT_CHARS];

	if (!campaign_must_probe(w->c))
		return;
	snprintf(name, sizeof(name), "%s seed %llu, watched",
		 w->c->scenarios[group->scenario]->name, group->seed);
	if (w->file)
		say(w->file, json_pack("{s:I, s:s, s:I}", "begin", (json_int_t)first_index, "name",
				       name, "watched", (json_int_t)number));
	campaign_probe(w->c, run_for(w, group), group);
}

bool campaign_work(const struct campaign *c, const struct campaign_share *share,
		   const struct campaign_place *place, FILE *file)
{
	struct worker w = { .c = c, .share = share, .place = place, .file = file };
	u64 number, index = 0, nr_groups = campaign_nr_groups(c);
	struct campaign_group group;
	bool is_good = true;

	claim(&w);
	for (number = 0; is_good && number < nr_groups; number++) {
		campaign_group_init(c, number, &group);
		if (share->is_bad[number]) {
			index++; /* the place of what is known of it */
			continue;
		}
		probe(&w, &group, number, index);
		if (interrupt_came)
			break;
		if (campaign_must_probe(c))
			say_group(&w, number, campaign_nr_units(c, &group), group.nr_all);
		is_good = walk_group(&w, &group, number, index);
		index += campaign_nr_units(c, &group);
		campaign_group_exit(&group);
	}
	drop_run(&w);
	return is_good && !interrupt_came;
}

bool campaign_work_one(const struct campaign *c, const struct campaign_place *place, u64 index,
		       struct unit_record *record)
{
	struct worker w = { .c = c, .place = place };
	u64 number, first = 0, nr_groups = campaign_nr_groups(c), nr = 0;
	struct campaign_unit unit = { .index = index };
	struct campaign_group group;
	bool is_good = false;

	for (number = 0; number < nr_groups; number++, first += nr) {
		campaign_group_init(c, number, &group);
		probe(&w, &group, number, first);
		nr = campaign_nr_units(c, &group);
		if (index - first < nr) {
			unit.group = number;
			campaign_unit_fill(c, &group, index - first, &unit);
			is_good = campaign_unit_run(c, place, run_for(&w, &group), &group, &unit,
						    record);
			campaign_group_exit(&group);
			break;
		}
		campaign_group_exit(&group);
	}
	drop_run(&w);
	return is_good;
}
