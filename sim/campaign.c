// SPDX-License-Identifier: GPL-2.0-only
/*
 * A campaign, cut into units.
 *
 * From: explore-command.c, which says what is wanted; campaign-worker.c, unit by unit.
 * To:   run.c, for the one run of a group that is watched.
 */
#include "campaign.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "disk.h"
#include "event.h"
#include "scenario.h"
#include "words.h"

/* A driver of schedules has to run them one after another, so a part has a fair number. */
#define SCHEDULES_PER_PART 100

static int describe_limits(const struct run_limits *l, char *text, size_t bytes)
{
	return snprintf(text, bytes,
			" crash k=%u depth=%u random=%u classes=%d prune=%d spot=%u states=%llu",
			l->k, l->depth, l->nr_random, l->has_classes, l->prunes, l->spot_every,
			(unsigned long long)l->max_states);
}

void campaign_describe(const struct campaign *c, char text[CAMPAIGN_TEXT_CHARS])
{
	int used = snprintf(text, CAMPAIGN_TEXT_CHARS, "seeds=%llu-%llu parts=%u", c->seed_first,
			    c->seed_last, campaign_nr_parts(c));

	if (c->has_crash)
		used += describe_limits(&c->limits, text + used, CAMPAIGN_TEXT_CHARS - used);
	if (c->has_faults)
		used += snprintf(text + used, CAMPAIGN_TEXT_CHARS - used, " faults errnos=%x",
				 c->errnos);
	if (c->has_memory)
		used += snprintf(text + used, CAMPAIGN_TEXT_CHARS - used, " memory");
	if (c->has_faults || c->has_memory)
		used += snprintf(text + used, CAMPAIGN_TEXT_CHARS - used,
				 " pairs=%llu variations=%llu", c->max_pairs, c->max_variations);
	if (c->has_swarm)
		used += snprintf(text + used, CAMPAIGN_TEXT_CHARS - used, " swarm");
	if (c->nr_schedules)
		used += snprintf(text + used, CAMPAIGN_TEXT_CHARS - used, " schedules=%llu of %s",
				 c->nr_schedules, c->schedule_text);
	if (c->model)
		snprintf(text + used, CAMPAIGN_TEXT_CHARS - used, " model=%s", c->model);
}

/* --- groups --- */

static u64 nr_seeds(const struct campaign *c)
{
	return c->seed_last - c->seed_first + 1;
}

u64 campaign_nr_groups(const struct campaign *c)
{
	return c->nr_scenarios * nr_seeds(c);
}

void campaign_group_init(const struct campaign *c, u64 number, struct campaign_group *group)
{
	*group = (struct campaign_group){ .scenario = number / nr_seeds(c),
					  .seed = c->seed_first + number % nr_seeds(c),
					  .nr_all = 1,
					  .nr_variations = 1 };
}

void campaign_group_exit(struct campaign_group *group)
{
	free(group->ops);
	group->ops = NULL;
}

bool campaign_must_probe(const struct campaign *c)
{
	return c->has_faults || c->has_memory;
}

/* --- watching --- */

#define OPS_CHUNK 4096

static u8 **watched;
static u64 nr_room;

/* An I/O asks right after its submission was logged, so the track's index is its own. */
static void watch_event(const struct event *ev, void *ctx)
{
	u64 idx = choice_tracks[CHOICE_TROUBLE].idx;

	(void)ctx;
	if (ev->kind != EVENT_SUBMIT)
		return;
	if (idx >= nr_room) {
		u8 *room = realloc(*watched, idx + OPS_CHUNK);

		if (!room) {
			perror("wbsim: no memory for what can fail");
			exit(RUN_HARNESS_FAULT);
		}
		*watched = room;
		nr_room = idx + OPS_CHUNK;
	}
	(*watched)[idx] = ev->d & 0xff;
}

void campaign_watch_begin(u8 **ops)
{
	free(*ops);
	*ops = NULL;
	watched = ops;
	nr_room = 0;
	event_listen(watch_event, NULL);
}

void campaign_watch_end(void)
{
	event_listen(NULL, NULL);
}

void campaign_probe(const struct campaign *c, struct run *run, struct campaign_group *group)
{
	const struct run_variation plain = { .seed = group->seed };
	const struct run_limits limits = { .must_not_explore = true };
	struct run_result result;

	campaign_watch_begin(&group->ops);
	run_varied(run, &plain, &limits, &result);
	campaign_watch_end();
	if (result.status == RUN_HELD) {
		group->nr_ios = result.nr_asked[CHOICE_TROUBLE];
		group->nr_allocs = result.nr_asked[CHOICE_ALLOC];
	}
	run_result_exit(&result);
	group->nr_all = 1 + campaign_nr_failures(c, group);
	group->nr_variations = group->nr_all;
	if (c->max_variations && group->nr_all > 1 + c->max_variations)
		group->nr_variations = 1 + c->max_variations;
}

/* --- single failures --- */

/* Is this answer about one of the errnos that are wanted? */
static bool is_wanted(const struct campaign *c, u32 answer)
{
	return c->errnos >> (answer - 1) / 2 & 1;
}

static u32 nr_wanted(const struct campaign *c, u8 op)
{
	u32 answer, nr = 0;

	for (answer = 1; answer < disk_trouble_nr_answers(op); answer++)
		nr += is_wanted(c, answer);
	return nr;
}

static u32 nth_wanted(const struct campaign *c, u32 nth)
{
	u32 answer = 1;

	for (;; answer++)
		if (is_wanted(c, answer) && !nth--)
			return answer;
}

static u64 nr_faults(const struct campaign *c, const struct campaign_group *group)
{
	u64 i, nr = 0;

	for (i = 0; c->has_faults && i < group->nr_ios; i++)
		nr += nr_wanted(c, group->ops[i]);
	return nr;
}

u64 campaign_nr_failures(const struct campaign *c, const struct campaign_group *group)
{
	return nr_faults(c, group) + (c->has_memory ? group->nr_allocs : 0);
}

struct choice_entry campaign_failure(const struct campaign *c, const struct campaign_group *group,
				     u64 nth)
{
	struct choice_entry pin = { .kind = CHOICE_TROUBLE };
	u32 nr;

	for (pin.idx = 0; c->has_faults && pin.idx < group->nr_ios; pin.idx++) {
		nr = nr_wanted(c, group->ops[pin.idx]);
		if (nth < nr) {
			pin.value = nth_wanted(c, nth);
			pin.n = disk_trouble_nr_answers(group->ops[pin.idx]);
			return pin;
		}
		nth -= nr;
	}
	pin.kind = CHOICE_ALLOC;
	pin.idx = nth;
	pin.n = 2;
	pin.value = c->has_memory && nth < group->nr_allocs;
	return pin;
}

/* --- units --- */

u64 campaign_draw(u64 seed, u64 nth, u64 nr, u64 nr_all)
{
	u64 pair[2] = { seed, nth }, from, to;

	if (nr >= nr_all)
		return nth;
	from = (unsigned __int128)nth * nr_all / nr;
	to = (unsigned __int128)(nth + 1) * nr_all / nr;
	return from + XXH3_64bits(pair, sizeof(pair)) % (to - from);
}

u32 campaign_nr_parts(const struct campaign *c)
{
	if (c->nr_schedules && c->schedule.kind != SCHEDULE_DFS)
		return (c->nr_schedules + SCHEDULES_PER_PART - 1) / SCHEDULES_PER_PART;
	return c->has_crash && !c->nr_schedules ? c->nr_parts : 1;
}

u64 campaign_nr_units(const struct campaign *c, const struct campaign_group *group)
{
	return group->nr_variations * campaign_nr_parts(c);
}

void campaign_unit_fill(const struct campaign *c, const struct campaign_group *group, u64 nth,
			struct campaign_unit *unit)
{
	u32 nr_parts = campaign_nr_parts(c);

	unit->variation = nth / nr_parts;
	unit->part = nth % nr_parts;
	unit->pin = (struct choice_entry){ 0 };
	if (unit->variation)
		unit->pin = campaign_failure(c, group,
					     campaign_draw(group->seed, unit->variation - 1,
							   group->nr_variations - 1,
							   group->nr_all - 1));
}

static int describe_pin(const struct choice_entry *pin, char *text, size_t bytes)
{
	if (pin->kind == CHOICE_ALLOC)
		return snprintf(text, bytes, ", allocation %llu fails", pin->idx);
	return snprintf(text, bytes, ", I/O %llu %s %s", pin->idx,
			disk_trouble_is_for_good(pin->value) ? "and all later ones end with" :
							       "ends with",
			errno_word(-disk_trouble_errno(pin->value)));
}

void campaign_unit_name(const struct campaign *c, const struct campaign_group *group,
			const struct campaign_unit *unit, char text[CAMPAIGN_TEXT_CHARS])
{
	int used = snprintf(text, CAMPAIGN_TEXT_CHARS, "%.300s seed %llu",
			    c->scenarios[group->scenario]->name, group->seed);

	if (unit->pin.value)
		used += describe_pin(&unit->pin, text + used, CAMPAIGN_TEXT_CHARS - used);
	if (campaign_nr_parts(c) > 1)
		snprintf(text + used, CAMPAIGN_TEXT_CHARS - used, ", part %u of %u", unit->part,
			 campaign_nr_parts(c));
}
