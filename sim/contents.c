// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a run left on its devices.
 *
 * From: request.c, for each write and for each sector that is read back at the end.
 * To:   metamorphic.c, which compares.
 */
#include "contents.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "payload.h"
#include "request.h"

bool contents_are_kept;

/* Which write of its name was the judge's number so-and-so? */
struct writer {
	u64 id, tag;
	u32 device, nth;
};

static struct writer *writers; /* in the order of submission */
static u64 nr_writers, writers_room;
static struct contents now;
static u64 contents_room;

static void *grow(void *array, u64 *room, u64 nr, size_t item_bytes)
{
	if (nr < *room)
		return array;
	*room = 2 * nr + 256;
	array = realloc(array, *room * item_bytes);
	if (!array) {
		perror("wbsim: no memory for contents");
		exit(3);
	}
	return array;
}

void contents_begin(void)
{
	contents_are_kept = true;
	nr_writers = 0;
	now.nr = 0;
}

void contents_drop(void)
{
	contents_are_kept = false;
	free(writers);
	free(now.sectors);
	writers = NULL;
	memset(&now, 0, sizeof(now));
	nr_writers = writers_room = contents_room = 0;
}

void contents_note_write(u32 device, u64 write_id, u64 tag)
{
	u32 nth = 1;
	u64 i;

	for (i = nr_writers; i--;) {
		if (writers[i].tag == tag && writers[i].device == device) {
			nth = writers[i].nth + 1;
			break;
		}
	}
	writers = grow(writers, &writers_room, nr_writers, sizeof(*writers));
	writers[nr_writers++] =
		(struct writer){ .id = write_id, .tag = tag, .device = device, .nth = nth };
}

static const struct writer *find_writer(u32 device, u64 id)
{
	u64 i;

	for (i = nr_writers; i--;)
		if (writers[i].id == id && writers[i].device == device)
			return &writers[i];
	return NULL;
}

void contents_note_read(u32 device, u64 sector, u32 nr_sectors, const void *buf)
{
	const u8 *at = buf;
	u32 i;

	for (i = 0; i < nr_sectors; i++, at += PAYLOAD_SECTOR_BYTES) {
		struct content c = { .sector = sector + i, .device = device };
		const struct writer *writer = NULL;
		struct payload_info info;

		payload_inspect(at, &info);
		if (info.kind == PAYLOAD_INTACT)
			writer = find_writer(device, info.write_id);
		if (writer) {
			c.tag = writer->tag;
			c.nth = writer->nth;
			c.offset_sectors = info.offset_sectors;
		} else {
			c.hash = payload_hash(at);
		}
		now.sectors = grow(now.sectors, &contents_room, now.nr, sizeof(*now.sectors));
		now.sectors[now.nr++] = c;
	}
}

/* --- what came of it --- */

static int by_place(const void *a, const void *b)
{
	const struct content *x = a, *y = b;

	if (x->device != y->device)
		return x->device < y->device ? -1 : 1;
	return x->sector < y->sector ? -1 : x->sector > y->sector;
}

void contents_take(struct contents *contents)
{
	if (now.nr)
		qsort(now.sectors, now.nr, sizeof(*now.sectors), by_place);
	*contents = now;
	memset(&now, 0, sizeof(now));
	contents_room = 0;
}

void contents_exit(struct contents *contents)
{
	free(contents->sectors);
	memset(contents, 0, sizeof(*contents));
}

u64 contents_hash(const struct contents *contents)
{
	u64 hash = contents->nr, i;

	for (i = 0; i < contents->nr; i++) {
		const struct content *c = &contents->sectors[i];
		u64 words[7] = { hash,	 c->device, c->sector,	      c->tag,
				 c->nth, c->hash,   c->offset_sectors };

		hash = XXH3_64bits(words, sizeof(words));
	}
	return hash;
}

static void describe(const struct content *c, char *text, size_t bytes)
{
	char name[TAG_CHARS];

	if (c->nth)
		snprintf(text, bytes, "write %u named %s, sector +%u", c->nth,
			 tag_text(c->tag, name), c->offset_sectors);
	else if (c->hash == PAYLOAD_ZERO_HASH)
		snprintf(text, bytes, "zeroes");
	else
		snprintf(text, bytes, "foreign data");
}

const char *contents_differ(const struct contents *a, const struct contents *b)
{
	static char text[256];
	char x[80], y[80];
	u64 i;

	for (i = 0; i < a->nr && i < b->nr; i++) {
		const struct content *c = &a->sectors[i], *d = &b->sectors[i];

		if (by_place(c, d))
			break;
		if (c->tag == d->tag && c->nth == d->nth && c->hash == d->hash &&
		    c->offset_sectors == d->offset_sectors)
			continue;
		describe(c, x, sizeof(x));
		describe(d, y, sizeof(y));
		snprintf(text, sizeof(text), "device %u, sector %llu: %s; and: %s", c->device,
			 c->sector, x, y);
		return text;
	}
	if (a->nr == b->nr && i == a->nr)
		return NULL;
	snprintf(text, sizeof(text), "other sectors were ever written: %llu, and %llu", a->nr,
		 b->nr);
	return text;
}
