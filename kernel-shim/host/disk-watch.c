// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who looks at which sectors?
 *
 * From: disk-io.c and disk.c, whenever content leaves a disk or is overwritten.
 * To:   an explorer of crash states.
 *
 * A table of pages with two bits per sector: armed for looks at what reads see, and for
 * looks at what is durable. A write disarms only the first: beneath it the durable
 * content is still what it was. All pages are armed at once by a new generation.
 */
#include "disk-private.h"

#include "disk-crash.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MIN_ROOM 256u

struct watched {
	u64 key; /* disk << 56 | page + 1; 0: empty */
	u32 generation; /* of the two below */
	u8 all;
	u8 armed, armed_durable;
};

bool disk_watch_is_on;

static struct watched *table;
static u32 room, nr_watched, generation;
static void (*seen_fn)(u32 disk, u64 sector, void *ctx);
static void *seen_ctx;

static u64 key_of(u32 disk, u64 page_no)
{
	return (u64)disk << 56 | (page_no + 1);
}

/* The entry of @key, or the empty one where it would be. */
static struct watched *place_of(u64 key)
{
	u64 at = key * 0x9e3779b97f4a7c15ULL;

	for (at >>= 32;; at++) {
		struct watched *w = &table[at & (room - 1)];

		if (!w->key || w->key == key)
			return w;
	}
}

static struct watched *find(u32 disk, u64 page_no)
{
	struct watched *w = place_of(key_of(disk, page_no));

	if (!w->key)
		return NULL;
	if (w->generation != generation) {
		w->generation = generation;
		w->armed = w->armed_durable = w->all;
	}
	return w;
}

static void grow(void)
{
	struct watched *old = table;
	u32 old_room = room;

	room = room ? 2 * room : MIN_ROOM;
	table = calloc(room, sizeof(*table));
	if (!table) {
		fprintf(stderr, "disk-watch: no memory\n");
		exit(3);
	}
	for (u32 i = 0; i < old_room; i++) {
		if (old[i].key)
			*place_of(old[i].key) = old[i];
	}
	free(old);
}

void disk_watch_begin(void (*seen)(u32 disk, u64 sector, void *ctx), void *ctx)
{
	if (nr_watched)
		memset(table, 0, room * sizeof(*table));
	nr_watched = 0;
	seen_fn = seen;
	seen_ctx = ctx;
	disk_watch_is_on = false;
}

void disk_watch_add(u32 disk, u64 sector, u32 nr_sectors)
{
	u64 end = sector + nr_sectors;

	for (; sector < end; sector++) {
		u64 page_no = sector / STORE_PAGE_SECTORS;
		struct watched *w;

		if (2 * (nr_watched + 1) > room)
			grow();
		w = place_of(key_of(disk, page_no));
		nr_watched += !w->key;
		w->key = key_of(disk, page_no);
		w->generation = generation - 1;
		w->all |= (u8)(1u << sector % STORE_PAGE_SECTORS);
		disk_watch_is_on = true;
	}
}

void disk_watch_rearm(void)
{
	generation++;
}

void disk_watch_end(void)
{
	disk_watch_begin(NULL, NULL);
}

void disk_watch_look(const struct disk *disk, u64 page_no, u8 mask, bool is_durable)
{
	struct watched *w = find(disk->number, page_no);

	if (!w)
		return;
	mask &= is_durable ? w->armed_durable : w->armed;
	w->armed &= (u8)~mask;
	w->armed_durable &= (u8)~mask;
	for (u32 i = 0; mask; i++, mask >>= 1) {
		if (mask & 1)
			seen_fn(disk->number, page_no * STORE_PAGE_SECTORS + i, seen_ctx);
	}
}

void disk_watch_overwrite(const struct disk *disk, u64 page_no, u8 mask)
{
	struct watched *w = find(disk->number, page_no);

	if (w)
		w->armed &= (u8)~mask;
}

/* Many pages at once; of a long range only those that are watched. */
void disk_watch_look_range(const struct disk *disk, u64 sector, u64 nr_sectors)
{
	u64 begin = sector / STORE_PAGE_SECTORS;
	u64 end = (sector + nr_sectors + STORE_PAGE_SECTORS - 1) / STORE_PAGE_SECTORS;

	if (end - begin <= room) {
		for (; begin < end; begin++)
			disk_watch_look(disk, begin, 0xff, true);
		return;
	}
	for (u32 i = 0; i < room; i++) {
		u64 page_no = (table[i].key & ~(0xffULL << 56)) - 1;

		if (table[i].key && table[i].key >> 56 == disk->number && page_no >= begin &&
		    page_no < end)
			disk_watch_look(disk, page_no, 0xff, true);
	}
}
