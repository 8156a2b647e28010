// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mutations that know the parts of an input.
 *
 * From: engine.c (libFuzzer), mutator-afl.c.
 * To:   input.c; the engine's own mutation, for bytes inside of a part.
 */
#include "mutate.h"

#include <string.h>

/* libFuzzer's, which knows its dictionary; elsewhere there is none. */
__attribute__((weak)) size_t LLVMFuzzerMutate(u8 *bytes, size_t nr_bytes, size_t room);

#define PART_ROOM 2048u

struct parts {
	struct input_bytes part[NR_INPUT_PARTS];
	u8 bytes[NR_INPUT_PARTS][PART_ROOM];
};

u32 draw(struct draw *d, u32 n)
{
	d->state = d->state * 6364136223846793005ull + 1442695040888963407ull;
	return (u32)(((d->state >> 32) * n) >> 32);
}

/* --- bytes --- */

static size_t change_byte(u8 *bytes, size_t nr, size_t room, struct draw *d)
{
	u32 at = draw(d, nr ? nr : 1);

	if (!nr || (draw(d, 8) == 0 && nr < room)) {
		memmove(bytes + at + 1, bytes + at, nr - at);
		bytes[at] = draw(d, 256);
		return nr + 1;
	}
	switch (draw(d, 4)) {
	case 0:
		bytes[at] ^= 1 << draw(d, 8);
		break;
	case 1:
		bytes[at] += draw(d, 2) ? 1 : 255;
		break;
	case 2:
		bytes[at] = draw(d, 2) ? 0 : 255;
		break;
	default:
		bytes[at] = draw(d, 256);
	}
	return nr;
}

size_t mutate_bytes(u8 *bytes, size_t nr_bytes, size_t room, struct draw *d)
{
	if (!room)
		return 0;
	if (LLVMFuzzerMutate && draw(d, 4))
		return LLVMFuzzerMutate(bytes, nr_bytes, room);
	return change_byte(bytes, nr_bytes, room, d);
}

/* --- parts --- */

static void take_apart(struct parts *p, const u8 *bytes, size_t nr_bytes)
{
	struct input in;
	u32 i;

	input_cut(&in, bytes, nr_bytes);
	memcpy(p->bytes[INPUT_HEAD], in.head, INPUT_HEAD_BYTES);
	p->part[INPUT_HEAD] = (struct input_bytes){ p->bytes[INPUT_HEAD], INPUT_HEAD_BYTES };
	for (i = INPUT_STEPS; i < NR_INPUT_PARTS; i++) {
		u32 nr = in.part[i].nr < PART_ROOM ? in.part[i].nr : PART_ROOM;

		if (nr)
			memcpy(p->bytes[i], in.part[i].at, nr);
		p->part[i] = (struct input_bytes){ p->bytes[i], nr };
	}
}

static void remove_units(struct parts *p, u32 part, u32 at, u32 nr)
{
	u8 *bytes = p->bytes[part];

	memmove(bytes + at, bytes + at + nr, p->part[part].nr - at - nr);
	p->part[part].nr -= nr;
}

static bool make_room(struct parts *p, u32 part, u32 at, u32 nr)
{
	u8 *bytes = p->bytes[part];

	if (p->part[part].nr + nr > PART_ROOM)
		return false;
	memmove(bytes + at + nr, bytes + at, p->part[part].nr - at);
	p->part[part].nr += nr;
	return true;
}

/* Small numbers more often: they are where collisions are. */
static u8 draw_value(struct draw *d)
{
	return draw(d, 3) ? draw(d, 32) : draw(d, 256);
}

static void insert_unit(struct parts *p, u32 part, struct draw *d)
{
	u32 unit = input_unit_bytes(part), at, i;

	at = draw(d, p->part[part].nr / unit + 1) * unit;
	if (!make_room(p, part, at, unit))
		return;
	for (i = 0; i < unit; i++)
		p->bytes[part][at + i] = draw_value(d);
	/* A step's flags: mostly none, or in a task of its own. */
	if (part == INPUT_STEPS)
		p->bytes[part][at] = draw(d, 16) | (draw(d, 3) ? 0 : draw(d, 16) << 4);
}

static void copy_unit(struct parts *p, u32 part, struct draw *d)
{
	u32 unit = input_unit_bytes(part), nr = p->part[part].nr / unit;
	u32 from = draw(d, nr) * unit, to = draw(d, nr + 1) * unit;
	u8 copy[INPUT_STEP_BYTES];

	memcpy(copy, p->bytes[part] + from, unit);
	if (make_room(p, part, to, unit))
		memcpy(p->bytes[part] + to, copy, unit);
}

static void swap_units(struct parts *p, u32 part, struct draw *d)
{
	u32 unit = input_unit_bytes(part), nr = p->part[part].nr / unit;
	u8 *a = p->bytes[part] + draw(d, nr) * unit, *b = p->bytes[part] + draw(d, nr) * unit;
	u8 copy[INPUT_STEP_BYTES];

	memcpy(copy, a, unit);
	memmove(a, b, unit);
	memcpy(b, copy, unit);
}

static void change_units(struct parts *p, u32 part, struct draw *d)
{
	u32 unit = input_unit_bytes(part), nr = p->part[part].nr / unit;

	if (!nr || draw(d, 4) == 0) {
		insert_unit(p, part, d);
		return;
	}
	switch (draw(d, 6)) {
	case 0:
		remove_units(p, part, draw(d, nr) * unit, unit);
		break;
	case 1:
		copy_unit(p, part, d);
		break;
	case 2:
		swap_units(p, part, d);
		break;
	default:
		change_byte(p->bytes[part] + draw(d, nr) * unit, unit, unit, d);
	}
}

/* Steps most often: they are what there is to find out about. */
static u32 draw_part(struct draw *d)
{
	static const u8 parts[16] = { INPUT_STEPS,     INPUT_STEPS,    INPUT_STEPS,
				      INPUT_STEPS,     INPUT_STEPS,    INPUT_STEPS,
				      INPUT_STEPS,     INPUT_SCHEDULE, INPUT_SCHEDULE,
				      INPUT_SCHEDULE,  INPUT_AMBIENT,  INPUT_TROUBLE,
				      INPUT_SURVIVORS, INPUT_HEAD,     INPUT_HEAD,
				      INPUT_SURVIVORS };

	return parts[draw(d, 16)];
}

static void change_part(struct parts *p, struct draw *d)
{
	u32 part = draw_part(d);

	if (part == INPUT_HEAD)
		change_byte(p->bytes[part], 5, 5, d); /* not the numbers of units */
	else if (part == INPUT_SURVIVORS)
		p->part[part].nr = mutate_bytes(p->bytes[part], p->part[part].nr, 64, d);
	else
		change_units(p, part, d);
}

size_t mutate_input(u8 *bytes, size_t nr_bytes, size_t room, struct draw *d)
{
	static struct parts p;
	u32 nr = 1 + draw(d, 4);

	take_apart(&p, bytes, nr_bytes);
	while (nr--)
		change_part(&p, d);
	return input_join(p.part, bytes, room);
}

/* The first steps of one, the last of the other. */
static void cross_steps(struct parts *to, const struct parts *from, struct draw *d)
{
	u32 nr_to = to->part[INPUT_STEPS].nr / INPUT_STEP_BYTES;
	u32 nr_from = from->part[INPUT_STEPS].nr / INPUT_STEP_BYTES;
	u32 kept = draw(d, nr_to + 1) * INPUT_STEP_BYTES;
	u32 first = draw(d, nr_from + 1) * INPUT_STEP_BYTES;
	u32 nr = from->part[INPUT_STEPS].nr - first;

	if (kept + nr > PART_ROOM)
		nr = (PART_ROOM - kept) / INPUT_STEP_BYTES * INPUT_STEP_BYTES;
	memcpy(to->bytes[INPUT_STEPS] + kept, from->bytes[INPUT_STEPS] + first, nr);
	to->part[INPUT_STEPS].nr = kept + nr;
}

size_t mutate_cross(const u8 *a, size_t nr_a, const u8 *b, size_t nr_b, u8 *out, size_t room,
		    struct draw *d)
{
	static struct parts p, q;
	u32 part;

	take_apart(&p, a, nr_a);
	take_apart(&q, b, nr_b);
	if (draw(d, 2))
		cross_steps(&p, &q, d);
	else if (draw(d, 2))
		p.part[INPUT_STEPS] = q.part[INPUT_STEPS];
	for (part = INPUT_SCHEDULE; part < NR_INPUT_PARTS; part++)
		if (draw(d, 2))
			p.part[part] = q.part[part];
	if (draw(d, 4) == 0)
		p.part[INPUT_HEAD] = q.part[INPUT_HEAD];
	return input_join(p.part, out, room);
}
