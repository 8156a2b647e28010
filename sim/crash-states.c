// SPDX-License-Identifier: GPL-2.0-only
/*
 * The crash states of one instant.
 *
 * From: explore.c.
 * To:   its visitor; driver.h, which knows what the sectors of a log are.
 *
 * A scenario that names no crash model gets subsets, smallest deviations first: nothing
 * and everything, then what a disk does that keeps its order, then what is torn between
 * the parts of a log entry, then single sectors, then drawn subsets. With a model the tape's
 * questions are answered in all ways there are.
 */
#include "crash-states.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "choice.h"
#include "driver.h"

#define MAX_PAIRED_SEGMENTS 12u
#define MAX_MODEL_STATES (1u << 18)

struct states {
	const struct crash_instant *at;
	const struct crash_bounds *bounds;
	bool (*visit)(void *ctx, const struct crash_state *state);
	void *ctx;
	u32 *versions; /* of the state that is being made */
	u32 *newest; /* of each unit: the first version with the newest one's content */
	u32 *free; /* units that can hold different contents */
	u32 nr_units, nr_free;
};

static const struct disk_unit *unit_of(const struct crash_instant *at, u32 nr, u32 *disk)
{
	for (*disk = 0; nr >= at->surveys[*disk].nr_units; ++*disk)
		nr -= at->surveys[*disk].nr_units;
	return &at->surveys[*disk].units[nr];
}

static u64 content_of(const struct disk_survey *survey, const struct disk_unit *unit, u32 version)
{
	return version ? survey->versions[unit->first + version - 1].hash : unit->durable_hash;
}

/* The first version of the unit with the same content. */
static u32 same_as(const struct disk_survey *survey, const struct disk_unit *unit, u32 version)
{
	u64 content = content_of(survey, unit, version);
	u32 k = 0;

	while (content_of(survey, unit, k) != content)
		k++;
	return k;
}

static bool show(const struct states *s)
{
	const struct crash_state state = { s->versions, s->versions, s->nr_units, s->nr_units };

	return s->visit(s->ctx, &state);
}

static void fill(struct states *s, bool is_all)
{
	if (is_all)
		memcpy(s->versions, s->newest, s->nr_units * sizeof(*s->versions));
	else
		memset(s->versions, 0, s->nr_units * sizeof(*s->versions));
}

static bool show_whole(struct states *s)
{
	fill(s, false);
	if (!show(s))
		return false;
	fill(s, true);
	return show(s);
}

/* --- prefixes --- */

/* Of this disk and those after it, the ones before being as they are. */
static bool show_prefixes(struct states *s, u32 disk, u32 first_unit)
{
	const struct disk_survey *survey = &s->at->surveys[disk];
	bool is_good = true;
	u32 nr, i;
	u64 *ids;

	if (disk == s->bounds->nr_disks)
		return show(s);
	ids = malloc((survey->nr_versions + 1) * sizeof(*ids));
	nr = disk_survey_ios(survey, ids);
	for (i = 0; is_good && i <= nr; i++) {
		disk_survey_prefix(survey, i ? ids[i - 1] : 0, s->versions + first_unit);
		is_good = show_prefixes(s, disk + 1, first_unit + survey->nr_units);
	}
	free(ids);
	return is_good;
}

/* --- classes --- */

struct parts {
	u32 *segment_of, *class_of; /* of each unit; class 0: no log */
	u32 nr_segments;
};

static void sort_into_parts(const struct states *s, struct parts *parts)
{
	u64 last_key = ~0ull, segment = 0, key;
	const struct disk_unit *unit;
	u32 i, k, disk;

	for (k = 0; k < s->nr_free; k++) {
		i = s->free[k];
		unit = unit_of(s->at, i, &disk);
		if (s->bounds->orders[disk])
			parts->class_of[i] =
				driver_sector_at(s->bounds->orders[disk], unit->sector, &segment);
		if (parts->class_of[i] == DRIVER_SECTOR_OTHER)
			continue;
		key = (u64)disk << 56 | segment;
		if (key != last_key)
			parts->nr_segments++; /* units ascend, so those of one lie together */
		last_key = key;
		parts->segment_of[i] = parts->nr_segments - 1;
	}
}

/* @mask: which classes of the segment survive. */
static void set_segment(struct states *s, const struct parts *parts, u32 segment, u32 mask)
{
	u32 i;

	for (i = 0; i < s->nr_units; i++)
		if (parts->class_of[i] != DRIVER_SECTOR_OTHER && parts->segment_of[i] == segment)
			s->versions[i] = mask >> (parts->class_of[i] - 1) & 1 ? s->newest[i] : 0;
}

#define NR_MASKS (1u << (NR_DRIVER_SECTORS - 1))

static bool show_segment(struct states *s, const struct parts *parts, u32 segment)
{
	u32 mask, rest;

	for (rest = 0; rest < 2; rest++) {
		fill(s, rest);
		for (mask = 0; mask < NR_MASKS; mask++) {
			set_segment(s, parts, segment, mask);
			if (!show(s))
				return false;
		}
	}
	return true;
}

static bool show_pair(struct states *s, const struct parts *parts, u32 one, u32 other)
{
	u32 mask, rest;

	for (rest = 0; rest < 2; rest++) {
		fill(s, rest);
		for (mask = 0; mask < NR_MASKS * NR_MASKS; mask++) {
			set_segment(s, parts, one, mask % NR_MASKS);
			set_segment(s, parts, other, mask / NR_MASKS);
			if (!show(s))
				return false;
		}
	}
	return true;
}

static bool show_classes(struct states *s)
{
	struct parts parts = { .segment_of = calloc(s->nr_units + 1, sizeof(u32)),
			       .class_of = calloc(s->nr_units + 1, sizeof(u32)) };
	bool is_good = true;
	u32 i, k;

	sort_into_parts(s, &parts);
	for (i = 0; is_good && i < parts.nr_segments; i++)
		is_good = show_segment(s, &parts, i);
	for (i = 0; is_good && i < parts.nr_segments && parts.nr_segments <= MAX_PAIRED_SEGMENTS;
	     i++)
		for (k = 0; is_good && k < i; k++)
			is_good = show_pair(s, &parts, k, i);
	free(parts.segment_of);
	free(parts.class_of);
	return is_good;
}

/* --- single sectors --- */

/* Up to @nr_left free units from the @first on get another content than they have. */
static bool show_exceptions(struct states *s, u32 first, u32 nr_left)
{
	const struct disk_unit *unit;
	u32 i, k, kept, disk;

	for (i = first; i < s->nr_free; i++) {
		unit = unit_of(s->at, s->free[i], &disk);
		kept = s->versions[s->free[i]];
		for (k = 0; k <= unit->nr_versions; k++) {
			if (k == kept || same_as(&s->at->surveys[disk], unit, k) != k)
				continue;
			s->versions[s->free[i]] = k;
			if (!show(s) || (nr_left > 1 && !show_exceptions(s, i + 1, nr_left - 1)))
				return false;
		}
		s->versions[s->free[i]] = kept;
	}
	return true;
}

static bool show_all_exceptions(struct states *s)
{
	if (!s->bounds->k)
		return true;
	fill(s, false);
	if (!show_exceptions(s, 0, s->bounds->k))
		return false;
	fill(s, true);
	return show_exceptions(s, 0, s->bounds->k);
}

/* --- drawn subsets --- */

/*
 * Dense, even or sparse by turns: a log entry that lacks one sector is a harder case than
 * one that lacks half of them, and far rarer among even draws.
 */
static u32 draw_version(const struct states *s, u32 draw, u32 unit)
{
	u64 key[4] = { s->bounds->seed, s->at->boundary, draw, unit };
	u64 x = XXH3_64bits(key, sizeof(key));
	u32 disk, even = (x >> 8) % (unit_of(s->at, unit, &disk)->nr_versions + 1);

	switch (draw % 3) {
	case 0:
		return x % 8 ? 0 : even;
	case 1:
		return x % 8 ? s->newest[unit] : even;
	default:
		return even;
	}
}

static bool show_drawn(struct states *s)
{
	u32 draw, i;

	for (draw = 0; draw < s->bounds->nr_random && s->nr_free > 1; draw++) {
		for (i = 0; i < s->nr_units; i++)
			s->versions[i] = draw_version(s, draw, i);
		if (!show(s))
			return false;
	}
	return true;
}

/* --- models: all answers to all questions --- */

struct odometer {
	struct choice_driver base;
	u32 *digits, *widths;
	u32 nr, at, room;
};

static u32 odometer_answer(struct choice_driver *drv, enum choice_kind kind, u64 idx, u32 n,
			   u64 *nr_dull)
{
	struct odometer *o = (struct odometer *)drv;

	(void)kind;
	(void)idx;
	(void)nr_dull;
	if (o->at == o->room) {
		o->room = 2 * o->room + 16;
		o->digits = realloc(o->digits, o->room * sizeof(*o->digits));
		o->widths = realloc(o->widths, o->room * sizeof(*o->widths));
	}
	if (o->at == o->nr)
		o->digits[o->nr++] = 0;
	o->widths[o->at] = n;
	return o->digits[o->at++];
}

static bool odometer_next(struct odometer *o)
{
	while (o->nr && ++o->digits[o->nr - 1] == o->widths[o->nr - 1])
		o->nr--;
	o->at = 0;
	return o->nr;
}

static void ask_disks(struct states *s)
{
	u32 disk, first = 0;

	disk_crash_bound = s->bounds->model_bound;
	for (disk = 0; disk < s->bounds->nr_disks; disk++) {
		disk_survey_choose(&s->at->surveys[disk], s->bounds->model, s->versions + first);
		first += s->at->surveys[disk].nr_units;
	}
}

static bool show_model(struct states *s, bool *is_complete)
{
	struct odometer o = { .base = { .name = "odometer", .answer = odometer_answer } };
	struct crash_state state = { .versions = s->versions, .nr_units = s->nr_units };
	u32 nr = 0;
	bool is_good;

	do {
		choice_begin(&o.base);
		ask_disks(s);
		state.answers = o.digits;
		state.nr_answers = o.nr;
		is_good = s->visit(s->ctx, &state);
	} while (is_good && odometer_next(&o) && ++nr < MAX_MODEL_STATES);
	*is_complete &= nr < MAX_MODEL_STATES;
	choice_begin(NULL);
	free(o.digits);
	free(o.widths);
	return is_good;
}

/* --- all of them --- */

static bool is_free(const struct disk_survey *survey, const struct disk_unit *unit)
{
	u32 k;

	for (k = 1; k <= unit->nr_versions; k++)
		if (content_of(survey, unit, k) != unit->durable_hash)
			return true;
	return false;
}

static void note_units(struct states *s)
{
	const struct disk_unit *unit;
	u32 i, disk;

	for (i = 0; i < s->nr_units; i++) {
		unit = unit_of(s->at, i, &disk);
		s->newest[i] = same_as(&s->at->surveys[disk], unit, unit->nr_versions);
		if (is_free(&s->at->surveys[disk], unit))
			s->free[s->nr_free++] = i;
	}
}

bool crash_states_visit(const struct crash_instant *at, const struct crash_bounds *bounds,
			bool (*visit)(void *ctx, const struct crash_state *state), void *ctx,
			bool *is_complete)
{
	struct states s = { at, bounds, visit, ctx, .nr_units = at->nr_units };
	bool is_good;

	s.versions = calloc(s.nr_units + 1, sizeof(u32));
	s.newest = calloc(s.nr_units + 1, sizeof(u32));
	s.free = calloc(s.nr_units + 1, sizeof(u32));
	note_units(&s);
	if (bounds->model == CRASH_ANY)
		is_good = show_whole(&s) && show_prefixes(&s, 0, 0) &&
			  (!bounds->has_classes || show_classes(&s)) && show_all_exceptions(&s) &&
			  show_drawn(&s);
	else
		is_good = show_model(&s, is_complete);
	free(s.free);
	free(s.newest);
	free(s.versions);
	return is_good;
}
