// SPDX-License-Identifier: GPL-2.0-only
/*
 * Groups of instants with equal judges.
 *
 * From: explore.c, for a run that stands at its cut.
 * To:   the histories of its disks and judges.
 *
 *   boundary  0 1 2 3 4 5 6 7 8 9        a request was answered at 4
 *             └──span─┘ └──span─┘
 *   instants  *     *   *   * *          where a disk changed, or a span begins
 */
#include "crash-group.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "judge.h"

/* A longer one is split: it loses nothing but what its parts have in common. */
#define MAX_INSTANTS 64u

static void *room_for(void *array, size_t nr, size_t *room, size_t bytes)
{
	if (nr <= *room)
		return array;
	*room = 2 * nr;
	return realloc(array, *room * bytes);
}

/* --- spans --- */

static enum disk_change change_at(struct world *w, u64 boundary)
{
	enum disk_change change = DISK_UNCHANGED, one;
	u32 i;

	for (i = 0; i < world_nr_disks(w); i++) {
		one = disk_history_change(disk_nth(i), boundary);
		change = one > change ? one : change;
	}
	return change;
}

static u64 position_of(const struct world_device *dev, u64 boundary)
{
	return judge_position(dev->judge,
			      boundary > dev->judged_from ? boundary : dev->judged_from);
}

static bool is_judge_changed(const struct crash_point *point, u64 boundary)
{
	const struct world_device *dev = point->plan.devices;
	u32 i;

	for (i = 0; i < point->plan.nr_devices; i++, dev++)
		if (dev->judge && position_of(dev, boundary) != position_of(dev, boundary - 1))
			return true;
	return false;
}

static u64 count_versions(struct world *w, u64 boundary)
{
	static struct disk_survey survey;
	u64 nr = 0;
	u32 i;

	for (i = 0; i < world_nr_disks(w); i++) {
		disk_survey_at(disk_nth(i), boundary, &survey);
		nr += survey.nr_versions + 1;
	}
	return nr;
}

static struct crash_span *add_span(struct crash_spans *spans, u64 boundary)
{
	spans->all = room_for(spans->all, spans->nr + 1, &spans->room, sizeof(*spans->all));
	spans->all[spans->nr] = (struct crash_span){ .first = boundary, .last = boundary };
	return &spans->all[spans->nr++];
}

void crash_spans_find(struct crash_spans *spans, struct world *w, const struct crash_point *point)
{
	struct crash_span *span = NULL;
	enum disk_change change;
	u32 nr_instants = 0;
	u64 b;

	spans->nr = 0;
	for (b = point->lowest; b <= point->highest; b++) {
		change = change_at(w, b);
		if (!span || change == DISK_REPLACED || nr_instants == MAX_INSTANTS ||
		    is_judge_changed(point, b)) {
			span = add_span(spans, b);
			nr_instants = 0;
			change = DISK_CHANGED;
		}
		span->last = b;
		if (change == DISK_UNCHANGED)
			continue;
		nr_instants++;
		span->nr_versions += count_versions(w, b);
	}
}

/* The largest first, each to whoever has least; the last boundary breaks ties. */
static int by_size(const void *a, const void *b)
{
	const struct crash_span *x = *(struct crash_span *const *)a;
	const struct crash_span *y = *(struct crash_span *const *)b;

	if (x->nr_versions != y->nr_versions)
		return x->nr_versions > y->nr_versions ? -1 : 1;
	return x->first < y->first ? -1 : x->first > y->first;
}

void crash_spans_deal(struct crash_spans *spans, u32 nr_parts)
{
	struct crash_span **sorted = malloc((spans->nr + 1) * sizeof(*sorted));
	u64 *sums = calloc(nr_parts, sizeof(*sums));
	u32 part, least;
	size_t i;

	for (i = 0; i < spans->nr; i++)
		sorted[i] = &spans->all[i];
	qsort(sorted, spans->nr, sizeof(*sorted), by_size);
	for (i = 0; i < spans->nr; i++) {
		least = 0;
		for (part = 1; part < nr_parts; part++)
			if (sums[part] < sums[least])
				least = part;
		sorted[i]->part = least;
		sums[least] += sorted[i]->nr_versions;
	}
	free(sums);
	free(sorted);
}

void crash_spans_shuffle(struct crash_spans *spans, u64 seed)
{
	struct crash_span span;
	size_t i, with;
	u64 key[2];

	for (i = spans->nr; i > 1; i--) {
		key[0] = seed;
		key[1] = i;
		with = XXH3_64bits(key, sizeof(key)) % i;
		span = spans->all[i - 1];
		spans->all[i - 1] = spans->all[with];
		spans->all[with] = span;
	}
}

void crash_spans_exit(struct crash_spans *spans)
{
	free(spans->all);
	*spans = (struct crash_spans){ 0 };
}

/* --- instants --- */

static void drop_judges(struct crash_group *g)
{
	u32 i;

	if (!g->nr_instants)
		return;
	for (i = 0; i < WORLD_MAX_DEVICES; i++)
		judge_destroy(g->instants[0].judges[i]);
	free(g->instants[0].judges);
}

static struct crash_instant *add_instant(struct crash_group *g, u64 boundary)
{
	struct crash_instant *at;

	if (g->nr_instants == g->room_instants) {
		g->room_instants = g->room_instants ? 2 * g->room_instants : 4;
		g->instants = realloc(g->instants, g->room_instants * sizeof(*g->instants));
		memset(g->instants + g->nr_instants, 0,
		       (g->room_instants - g->nr_instants) * sizeof(*g->instants));
	}
	at = &g->instants[g->nr_instants++];
	at->boundary = boundary;
	at->nr_units = 0;
	return at;
}

static void survey(struct crash_group *g, struct world *w, const struct crash_point *point)
{
	struct judge **judges = calloc(WORLD_MAX_DEVICES, sizeof(*judges));
	struct crash_instant *at;
	u64 b;
	u32 i;

	crash_judges_at(point, g->span.first, judges);
	for (b = g->span.first; b <= g->span.last; b++) {
		if (b != g->span.first && change_at(w, b) == DISK_UNCHANGED)
			continue;
		at = add_instant(g, b);
		at->judges = judges;
		for (i = 0; i < g->nr_disks; i++) {
			disk_survey_at(disk_nth(i), b, &at->surveys[i]);
			disk_survey_hash(&at->surveys[i]);
			at->nr_units += at->surveys[i].nr_units;
		}
	}
}

/* --- sectors --- */

static int sector_compare(const void *a, const void *b)
{
	const struct crash_sector *x = a, *y = b;

	if (x->disk != y->disk)
		return x->disk < y->disk ? -1 : 1;
	return x->sector < y->sector ? -1 : x->sector > y->sector;
}

u32 crash_group_find(const struct crash_group *g, u32 disk, u64 sector)
{
	const struct crash_sector key = { disk, sector };
	u32 begin = 0, end = g->nr_sectors, middle;
	int order;

	while (begin < end) {
		middle = begin + (end - begin) / 2;
		order = sector_compare(&g->sectors[middle], &key);
		if (!order)
			return middle;
		if (order < 0)
			begin = middle + 1;
		else
			end = middle;
	}
	return CRASH_GROUP_NONE;
}

static bool differs(const struct crash_group *g, const struct crash_instant *at, u32 disk,
		    const struct disk_unit *unit)
{
	const struct crash_sector key = { disk, unit->sector };
	const struct disk_survey *s = &at->surveys[disk];
	u64 content = disk_survey_durable_hash(&g->instants[0].surveys[disk], key.sector);
	u32 k;

	for (k = unit->first; k < unit->first + unit->nr_versions; k++)
		if (s->versions[k].hash != content)
			return true;
	return unit->durable_hash != content;
}

/* Writing what is there already makes no difference, whether it survives or not. */
static void add_differing(struct crash_group *g, const struct crash_instant *at, u32 disk)
{
	const struct disk_survey *s = &at->surveys[disk];
	size_t room = g->room_sectors;
	u32 i;

	g->sectors = room_for(g->sectors, g->nr_sectors + s->nr_units, &room, sizeof(*g->sectors));
	g->room_sectors = room;
	for (i = 0; i < s->nr_units; i++)
		if (differs(g, at, disk, &s->units[i]))
			g->sectors[g->nr_sectors++] =
				(struct crash_sector){ disk, s->units[i].sector };
}

static void list_sectors(struct crash_group *g)
{
	u32 i, disk, nr = 0;

	g->nr_sectors = 0;
	for (i = 0; i < g->nr_instants; i++)
		for (disk = 0; disk < g->nr_disks; disk++)
			add_differing(g, &g->instants[i], disk);
	if (g->nr_sectors)
		qsort(g->sectors, g->nr_sectors, sizeof(*g->sectors), sector_compare);
	for (i = 0; i < g->nr_sectors; i++)
		if (!nr || sector_compare(&g->sectors[nr - 1], &g->sectors[i]))
			g->sectors[nr++] = g->sectors[i];
	g->nr_sectors = nr;
}

static void note_durable(struct crash_group *g)
{
	const struct crash_sector *s;
	u32 i, k;
	u64 *durable;

	g->durable = room_for(g->durable, (size_t)g->nr_instants * g->nr_sectors + 1,
			      &g->room_durable, sizeof(*g->durable));
	durable = g->durable;
	for (i = 0; i < g->nr_instants; i++)
		for (k = 0, s = g->sectors; k < g->nr_sectors; k++, s++)
			*durable++ = disk_survey_durable_hash(&g->instants[i].surveys[s->disk],
							      s->sector);
}

static void place_units(struct crash_group *g, struct crash_instant *at)
{
	size_t nr = at->first_place;
	u32 disk, i;

	for (disk = 0; disk < g->nr_disks; disk++)
		for (i = 0; i < at->surveys[disk].nr_units; i++)
			g->places[nr++] =
				crash_group_find(g, disk, at->surveys[disk].units[i].sector);
}

static void note_places(struct crash_group *g)
{
	size_t nr = 0;
	u32 i;

	for (i = 0; i < g->nr_instants; i++) {
		g->instants[i].first_place = nr;
		nr += g->instants[i].nr_units;
	}
	g->places = room_for(g->places, nr + 1, &g->room_places, sizeof(*g->places));
	for (i = 0; i < g->nr_instants; i++)
		place_units(g, &g->instants[i]);
}

void crash_group_load(struct crash_group *g, struct world *w, const struct crash_point *point,
		      const struct crash_span *span)
{
	drop_judges(g);
	g->nr_instants = 0;
	g->span = *span;
	g->nr_disks = world_nr_disks(w);
	survey(g, w, point);
	list_sectors(g);
	note_durable(g);
	note_places(g);
}

void crash_group_exit(struct crash_group *g)
{
	u32 i, disk;

	drop_judges(g);
	for (i = 0; i < g->room_instants; i++)
		for (disk = 0; disk < WORLD_MAX_DISKS; disk++)
			disk_survey_exit(&g->instants[i].surveys[disk]);
	free(g->instants);
	free(g->sectors);
	free(g->durable);
	free(g->places);
	*g = (struct crash_group){ 0 };
}

void crash_group_contents(const struct crash_group *g, const struct crash_instant *at,
			  const u32 *versions, u64 *contents)
{
	size_t nr_instant = at - g->instants;
	const u32 *place = g->places + at->first_place;
	const struct disk_survey *s;
	u32 disk, i;

	memcpy(contents, g->durable + nr_instant * g->nr_sectors,
	       g->nr_sectors * sizeof(*contents));
	for (disk = 0; disk < g->nr_disks; disk++) {
		s = &at->surveys[disk];
		for (i = 0; i < s->nr_units; i++, place++, versions++)
			if (*versions && *place != CRASH_GROUP_NONE)
				contents[*place] =
					s->versions[s->units[i].first + *versions - 1].hash;
	}
}

/* How many contents does the unit choose from? */
static u32 nr_contents_of(const struct disk_survey *s, const struct disk_unit *unit)
{
	const struct disk_version *v = s->versions + unit->first;
	u32 i, k, nr = 1;

	for (i = 0; i < unit->nr_versions; i++) {
		for (k = 0; k < i && v[k].hash != v[i].hash; k++)
			;
		nr += k == i && v[i].hash != unit->durable_hash;
	}
	return nr;
}

void crash_group_represent(const struct crash_group *g, const struct crash_instant *at,
			   struct crash_level *counts)
{
	u64 nr = 1;
	double sum = 0;
	u32 disk, i, ways;

	for (disk = 0; disk < g->nr_disks; disk++) {
		for (i = 0; i < at->surveys[disk].nr_units; i++) {
			ways = nr_contents_of(&at->surveys[disk], &at->surveys[disk].units[i]);
			nr = nr > ~0ull / ways ? ~0ull : nr * ways;
			sum += log2(ways);
		}
	}
	crash_level_represent(counts, nr, sum);
}
