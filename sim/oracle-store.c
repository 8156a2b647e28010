// SPDX-License-Identifier: GPL-2.0-only
/*
 * Memory of the contents oracle: groups by number, versions by index, and the last
 * writes for reports.
 *
 * From: oracle.c.
 * To:   nothing.
 */
#include "oracle-store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Reports look back over so many writes; older ones are "no longer on record". */
#define PAST_ROOM_MAX (1u << 16)

static void *resize(void *array, size_t nr, size_t bytes)
{
	void *grown = realloc(array, nr * bytes);

	if (!grown) {
		fprintf(stderr, "oracle: out of memory\n");
		exit(3);
	}
	return grown;
}

static void *grow(void *array, uint32_t nr, uint32_t *room, size_t bytes)
{
	if (nr < *room)
		return array;
	*room = *room ? *room * 2 : 16;
	return resize(array, *room, bytes);
}

static void *copy(const void *array, size_t nr, size_t bytes)
{
	void *twin;

	if (!nr || !array)
		return NULL;
	twin = resize(NULL, nr, bytes);
	memcpy(twin, array, nr * bytes);
	return twin;
}

struct oracle *oracle_create(uint64_t nr_sectors)
{
	struct oracle *o = resize(NULL, 1, sizeof(*o));

	memset(o, 0, sizeof(*o));
	o->nr_sectors = nr_sectors;
	o->nr_versions = 1;
	o->nr_groups = 1;
	return o;
}

void oracle_destroy(struct oracle *o)
{
	if (!o)
		return;
	free(o->versions);
	free(o->groups);
	free(o->table);
	free(o->listed);
	free(o->lingers);
	free(o->writes.entries);
	free(o->flushes.entries);
	free(o->reads.entries);
	free(o->past);
	free(o->sorted);
	free(o);
}

static void copy_pending(struct pending_set *to)
{
	to->entries = copy(to->entries, to->nr, sizeof(*to->entries));
	to->room = to->nr;
}

/* Costs what was touched; nothing is shared. */
struct oracle *oracle_clone(const struct oracle *from)
{
	struct oracle *o = copy(from, 1, sizeof(*from));

	o->versions = copy(o->versions, o->nr_versions, sizeof(*o->versions));
	o->room_versions = o->versions ? o->nr_versions : 0;
	o->groups = copy(o->groups, o->nr_groups, sizeof(*o->groups));
	o->room_groups = o->groups ? o->nr_groups : 0;
	o->table = copy(o->table, o->room_table, sizeof(*o->table));
	o->listed = copy(o->listed, o->nr_listed, sizeof(*o->listed));
	o->room_listed = o->nr_listed;
	o->lingers = copy(o->lingers, o->nr_lingers, sizeof(*o->lingers));
	o->room_lingers = o->nr_lingers;
	copy_pending(&o->writes);
	copy_pending(&o->flushes);
	copy_pending(&o->reads);
	o->past = copy(o->past, o->room_past, sizeof(*o->past));
	o->sorted = NULL;
	o->nr_sorted = 0;
	return o;
}

void oracle_set_initial(struct oracle *o, uint64_t (*hash_of)(void *ctx, uint64_t sector),
			void *ctx)
{
	o->hash_of = hash_of;
	o->hash_ctx = ctx;
}

uint64_t store_initial(const struct oracle *o, uint64_t sector)
{
	return o->hash_of ? o->hash_of(o->hash_ctx, sector) : ORACLE_ZERO_HASH;
}

/* --- groups --- */

static uint32_t *slot_of(const struct oracle *o, uint64_t group_nr)
{
	uint64_t mixed = group_nr * 0x9e3779b97f4a7c15ULL;
	uint32_t i = (uint32_t)(mixed >> 32) & (o->room_table - 1);

	while (o->table[i] && o->groups[o->table[i]].nr != group_nr)
		i = (i + 1) & (o->room_table - 1);
	return &o->table[i];
}

struct group *store_find(const struct oracle *o, uint64_t group_nr)
{
	uint32_t idx = o->room_table ? *slot_of(o, group_nr) : 0;

	return idx ? &o->groups[idx] : NULL;
}

static void table_grow(struct oracle *o)
{
	uint32_t i;

	if (o->nr_groups * 2 < o->room_table)
		return;
	o->room_table = o->room_table ? o->room_table * 2 : 64;
	o->table = resize(o->table, o->room_table, sizeof(*o->table));
	memset(o->table, 0, o->room_table * sizeof(*o->table));
	for (i = 1; i < o->nr_groups; i++)
		*slot_of(o, o->groups[i].nr) = i;
}

struct group *store_get(struct oracle *o, uint64_t group_nr)
{
	struct group *g = store_find(o, group_nr);
	uint32_t i;

	if (g)
		return g;
	table_grow(o);
	o->groups = grow(o->groups, o->nr_groups, &o->room_groups, sizeof(*o->groups));
	g = &o->groups[o->nr_groups];
	memset(g, 0, sizeof(*g));
	g->nr = group_nr;
	g->now = 0xff;
	g->cut = 0xff;
	for (i = 0; i < GROUP_SECTORS; i++)
		g->hash[i] = store_initial(o, group_nr * GROUP_SECTORS + i);
	*slot_of(o, group_nr) = o->nr_groups++;
	return g;
}

void store_list(struct oracle *o, struct group *g)
{
	if (g->is_listed)
		return;
	g->is_listed = true;
	o->listed = grow(o->listed, o->nr_listed, &o->room_listed, sizeof(*o->listed));
	o->listed[o->nr_listed++] = (uint32_t)(g - o->groups);
}

static int compare_touched(const void *a, const void *b)
{
	const struct touched_group *x = a, *y = b;

	return x->nr < y->nr ? -1 : x->nr > y->nr;
}

static void sort_groups(struct oracle *o)
{
	uint32_t i;

	if (o->nr_sorted == o->nr_groups - 1)
		return;
	o->nr_sorted = o->nr_groups - 1;
	o->sorted = resize(o->sorted, o->nr_sorted, sizeof(*o->sorted));
	for (i = 0; i < o->nr_sorted; i++) {
		o->sorted[i].nr = o->groups[i + 1].nr;
		o->sorted[i].idx = i + 1;
	}
	qsort(o->sorted, o->nr_sorted, sizeof(*o->sorted), compare_touched);
}

/* The position of the first group at or after @group_nr. */
static uint32_t sorted_from(const struct oracle *o, uint64_t group_nr)
{
	uint32_t begin = 0, end = o->nr_sorted;

	while (begin < end) {
		uint32_t middle = begin + (end - begin) / 2;

		if (o->sorted[middle].nr < group_nr)
			begin = middle + 1;
		else
			end = middle;
	}
	return begin;
}

/* Adds the sectors of one group; false: the range has ended. */
static bool extend_range(const struct group *g, uint64_t from, uint64_t *sector,
			 uint32_t *nr_sectors)
{
	uint64_t first = g->nr * GROUP_SECTORS, s;
	uint8_t nothing_to_see = g->live || g->past ? 0 : g->any;

	for (s = from > first ? from : first; s < first + GROUP_SECTORS; s++) {
		bool is_touched = (g->touched & ~nothing_to_see) >> (s - first) & 1;

		if (*nr_sectors && (!is_touched || s != *sector + *nr_sectors))
			return false;
		if (is_touched && !(*nr_sectors)++)
			*sector = s;
	}
	return true;
}

bool oracle_next_touched(struct oracle *o, uint64_t *sector, uint32_t *nr_sectors)
{
	uint64_t from = *sector + *nr_sectors;
	uint32_t i;

	sort_groups(o);
	*nr_sectors = 0;
	for (i = sorted_from(o, from / GROUP_SECTORS); i < o->nr_sorted; i++)
		if (!extend_range(&o->groups[o->sorted[i].idx], from, sector, nr_sectors))
			break;
	return *nr_sectors != 0;
}

/* --- versions --- */

uint32_t store_version_get(struct oracle *o)
{
	uint32_t idx = o->free_version;

	if (idx) {
		o->free_version = o->versions[idx].next;
	} else {
		o->versions =
			grow(o->versions, o->nr_versions, &o->room_versions, sizeof(*o->versions));
		idx = o->nr_versions++;
	}
	memset(&o->versions[idx], 0, sizeof(*o->versions));
	return idx;
}

void store_version_put(struct oracle *o, uint32_t idx)
{
	o->versions[idx].next = o->free_version;
	o->free_version = idx;
}

void store_linger(struct oracle *o, const struct linger *linger)
{
	o->lingers = grow(o->lingers, o->nr_lingers, &o->room_lingers, sizeof(*o->lingers));
	o->lingers[o->nr_lingers++] = *linger;
}

/* --- requests --- */

struct pending *store_pend(struct pending_set *set, uint64_t id)
{
	struct pending *p;

	set->entries = grow(set->entries, set->nr, &set->room, sizeof(*set->entries));
	p = &set->entries[set->nr++];
	memset(p, 0, sizeof(*p));
	p->id = id;
	return p;
}

struct pending *store_pending_of(struct pending_set *set, uint64_t id)
{
	uint32_t i;

	for (i = set->nr; i; i--)
		if (set->entries[i - 1].id == id)
			return &set->entries[i - 1];
	return NULL;
}

void store_unpend(struct pending_set *set, struct pending *p)
{
	*p = set->entries[--set->nr];
}

static void past_grow(struct oracle *o)
{
	uint32_t room = o->room_past;

	/* Until it is full for good, write n lies at n: growing moves nothing. */
	if (o->nr_writes + 1 < room || room == PAST_ROOM_MAX)
		return;
	o->room_past = room ? room * 2 : 64;
	o->past = resize(o->past, o->room_past, sizeof(*o->past));
	memset(o->past + room, 0, (o->room_past - room) * sizeof(*o->past));
}

uint32_t store_past_add(struct oracle *o, const struct pending *p, bool is_discard)
{
	struct past_write *past;

	past_grow(o);
	o->nr_writes++;
	past = &o->past[o->nr_writes & (o->room_past - 1)];
	memset(past, 0, sizeof(*past));
	past->id = p->id;
	past->sector = p->sector;
	past->nr_sectors = p->nr_sectors;
	past->begin = p->begin;
	past->write = o->nr_writes;
	past->is_discard = is_discard;
	return o->nr_writes;
}

struct past_write *store_past_of(const struct oracle *o, uint32_t write)
{
	struct past_write *past;

	if (!write || !o->room_past)
		return NULL;
	past = &o->past[write & (o->room_past - 1)];
	return past->write == write ? past : NULL;
}
