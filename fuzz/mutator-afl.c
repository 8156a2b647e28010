// SPDX-License-Identifier: GPL-2.0-only
/*
 * The mutations of a target as a library for afl-fuzz (AFL_CUSTOM_MUTATOR_LIBRARY).
 *
 * From: afl-fuzz.
 * To:   MUTATE() and CROSS(), which the build names.
 */
#include <stdlib.h>
#include <string.h>

#include "image-layout.h"
#include "mutate.h"

#define ROOM_BYTES 131072u

struct mutator {
	struct draw draw;
	u8 out[ROOM_BYTES];
};

void *afl_custom_init(void *afl, unsigned int seed);
void afl_custom_deinit(void *data);
size_t afl_custom_fuzz(void *data, u8 *bytes, size_t nr_bytes, u8 **out, u8 *other, size_t nr_other,
		       size_t max_bytes);

void *afl_custom_init(void *afl, unsigned int seed)
{
	struct mutator *m = calloc(1, sizeof(*m));

	(void)afl;
	if (m)
		m->draw.state = seed;
	return m;
}

void afl_custom_deinit(void *data)
{
	free(data);
}

size_t afl_custom_fuzz(void *data, u8 *bytes, size_t nr_bytes, u8 **out, u8 *other, size_t nr_other,
		       size_t max_bytes)
{
	struct mutator *m = data;
	size_t room = max_bytes < ROOM_BYTES ? max_bytes : ROOM_BYTES;

	*out = m->out;
	if (nr_bytes > room)
		nr_bytes = room;
	if (other && draw(&m->draw, 4) == 0)
		return CROSS(bytes, nr_bytes, other, nr_other, m->out, room, &m->draw);
	memcpy(m->out, bytes, nr_bytes);
	return MUTATE(m->out, nr_bytes, room, &m->draw);
}
