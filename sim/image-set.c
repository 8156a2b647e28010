// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which contents were there already?
 *
 * From: explore.c.
 * To:   nothing.
 */
#include "image-set.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#define MIN_ROOM 256u
#define MAX_IMAGES (1u << 23)

void image_set_clear(struct image_set *set)
{
	if (set->room > MIN_ROOM && set->nr < set->room / 16)
		image_set_exit(set); /* or clearing it would cost more than using it */
	else if (set->nr)
		memset(set->hashes, 0, set->room * sizeof(*set->hashes));
	set->nr = 0;
}

void image_set_exit(struct image_set *set)
{
	free(set->hashes);
	*set = (struct image_set){ 0 };
}

/* The place of a hash, or the empty one where it would be. */
static u64 *place_of(const struct image_set *set, const u64 hash[2])
{
	u64 at = hash[0], *place;

	for (;; at++) {
		place = set->hashes[at & (set->room - 1)];
		if (!(place[0] | place[1]) || (place[0] == hash[0] && place[1] == hash[1]))
			return place;
	}
}

static void grow(struct image_set *set)
{
	struct image_set old = *set;
	u32 i;

	set->room = old.room ? 2 * old.room : MIN_ROOM;
	set->hashes = calloc(set->room, sizeof(*set->hashes));
	for (i = 0; i < old.room; i++)
		if (old.hashes[i][0] | old.hashes[i][1])
			memcpy(place_of(set, old.hashes[i]), old.hashes[i], sizeof(*old.hashes));
	free(old.hashes);
}

bool image_set_add(struct image_set *set, const u64 *contents, u32 nr_contents)
{
	XXH128_hash_t hash = XXH3_128bits(contents, nr_contents * sizeof(*contents));
	u64 pair[2] = { hash.low64, hash.high64 | 1 }; /* never the mark of an empty place */
	u64 *place;

	if (set->nr == MAX_IMAGES)
		return true;
	if (2 * (set->nr + 1) > set->room)
		grow(set);
	place = place_of(set, pair);
	if (place[0] | place[1])
		return false;
	place[0] = pair[0];
	place[1] = pair[1];
	set->nr++;
	return true;
}
