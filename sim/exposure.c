// SPDX-License-Identifier: GPL-2.0-only
/*
 * What would be lost if the SSD died now?
 *
 * From: judge.c, with each answered write.
 * To:   the durable content of the HDD, whose payloads name their writes.
 */
#include "exposure.h"

#include <stdlib.h>
#include <string.h>

#include "disk.h"
#include "payload.h"

/* In the order of their answers. */
struct answered {
	u64 id, sector, at_ns;
	u32 nr_sectors;
};

/* @place: by id, which place in @writes, from 1; 0: was not answered, or before */
struct exposure {
	struct answered *writes;
	size_t nr, room;
	u32 *place;
	u64 nr_ids;
};

struct exposure *exposure_create(void)
{
	return calloc(1, sizeof(struct exposure));
}

void exposure_destroy(struct exposure *e)
{
	if (!e)
		return;
	free(e->writes);
	free(e->place);
	free(e);
}

void exposure_begin(struct exposure *e)
{
	e->nr = 0;
	e->nr_ids = 0;
}

static void set_place(struct exposure *e, u64 id, u32 place)
{
	u64 nr = e->nr_ids;

	if (id >= nr) {
		while (nr <= id)
			nr = nr ? 2 * nr : 64;
		e->place = realloc(e->place, nr * sizeof(*e->place));
		memset(e->place + e->nr_ids, 0, (nr - e->nr_ids) * sizeof(*e->place));
		e->nr_ids = nr;
	}
	e->place[id] = place;
}

void exposure_add(struct exposure *e, u64 id, u64 sector, u32 nr_sectors, u64 now_ns)
{
	if (e->nr == e->room) {
		e->room = e->room ? 2 * e->room : 64;
		e->writes = realloc(e->writes, e->room * sizeof(*e->writes));
	}
	e->writes[e->nr++] = (struct answered){ id, sector, now_ns, nr_sectors };
	set_place(e, id, e->nr);
}

/* Was write @id answered after the @nth, or is it that one? */
static bool is_as_new(const struct exposure *e, size_t nth, u64 id)
{
	return id < e->nr_ids && e->place[id] > nth;
}

static bool is_lost(const struct exposure *e, size_t nth, const struct disk *hdd)
{
	const struct answered *w = &e->writes[nth];
	struct payload_info info;
	const void *sector;
	u32 i;

	for (i = 0; i < w->nr_sectors; i++) {
		sector = disk_durable_sector(hdd, w->sector + i);
		if (!sector)
			return true;
		payload_inspect(sector, &info);
		if (info.kind != PAYLOAD_INTACT || info.sector != w->sector + i ||
		    !is_as_new(e, nth, info.write_id))
			return true;
	}
	return false;
}

u64 exposure_ns(const struct exposure *e, const struct disk *hdd, u64 now_ns)
{
	size_t i;

	for (i = 0; i < e->nr; i++)
		if (is_lost(e, i, hdd))
			return now_ns > e->writes[i].at_ns ? now_ns - e->writes[i].at_ns : 1;
	return 0;
}
