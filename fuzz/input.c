// SPDX-License-Identifier: GPL-2.0-only
/*
 * The one reader of inputs.
 *
 * From: the targets, the mutator, the replay program.
 * To:   nothing.
 */
#include "input.h"

#include <string.h>

#define FIRST_COUNT 5u /* place in the head of the number of steps */
#define AMBIENT_COUNT 4u /* the number of ambient entries is in here */
#define AMBIENT_SHIFT 4u

u32 input_unit_bytes(enum input_part part)
{
	switch (part) {
	case INPUT_STEPS:
		return INPUT_STEP_BYTES;
	case INPUT_SCHEDULE:
	case INPUT_TROUBLE:
	case INPUT_AMBIENT:
		return 2;
	default:
		return 1;
	}
}

/* How many units the head says that there are; the outer parts take what there is. */
static u32 nr_counted(const struct input *in, enum input_part part)
{
	u32 nr;

	if (part == INPUT_AMBIENT)
		return in->head[AMBIENT_COUNT] >> AMBIENT_SHIFT & INPUT_MAX_AMBIENT;
	nr = in->head[FIRST_COUNT + part - INPUT_STEPS];
	return part == INPUT_STEPS && nr > INPUT_MAX_STEPS ? INPUT_MAX_STEPS : nr;
}

void input_cut(struct input *in, const u8 *bytes, size_t nr_bytes)
{
	u32 left = nr_bytes < INPUT_MAX_BYTES ? nr_bytes : INPUT_MAX_BYTES;
	u32 nr = left < INPUT_HEAD_BYTES ? left : INPUT_HEAD_BYTES;
	u32 part;

	memset(in->head, 0, sizeof(in->head));
	if (nr)
		memcpy(in->head, bytes, nr);
	for (part = INPUT_HEAD; part < NR_INPUT_PARTS; part++) {
		u32 unit = input_unit_bytes(part);

		if (part != INPUT_HEAD)
			nr = part == INPUT_SURVIVORS ? left : nr_counted(in, part) * unit;
		if (nr > left)
			nr = left / unit * unit;
		in->part[part] = (struct input_bytes){ bytes, nr };
		bytes += nr;
		left -= nr;
	}
}

static u32 max_units(enum input_part part)
{
	switch (part) {
	case INPUT_STEPS:
		return INPUT_MAX_STEPS;
	case INPUT_AMBIENT:
		return INPUT_MAX_AMBIENT;
	case INPUT_SURVIVORS:
		return INPUT_MAX_BYTES;
	default:
		return 255;
	}
}

static void set_count(u8 *head, enum input_part part, u32 nr)
{
	if (part == INPUT_AMBIENT) {
		head[AMBIENT_COUNT] &= ~(INPUT_MAX_AMBIENT << AMBIENT_SHIFT);
		head[AMBIENT_COUNT] |= nr << AMBIENT_SHIFT;
	} else if (part != INPUT_SURVIVORS) {
		head[FIRST_COUNT + part - INPUT_STEPS] = nr;
	}
}

size_t input_join(const struct input_bytes parts[NR_INPUT_PARTS], u8 *out, size_t room)
{
	u8 head[INPUT_HEAD_BYTES] = { 0 };
	size_t used = INPUT_HEAD_BYTES;
	u32 part, nr = parts[INPUT_HEAD].nr;

	if (room < used)
		return 0;
	memcpy(head, parts[INPUT_HEAD].at, nr < used ? nr : used);
	for (part = INPUT_STEPS; part < NR_INPUT_PARTS; part++) {
		u32 unit = input_unit_bytes(part);
		u32 nr_units = parts[part].nr / unit;

		if (nr_units > max_units(part))
			nr_units = max_units(part);
		if (nr_units * unit > room - used)
			nr_units = (room - used) / unit;
		set_count(head, part, nr_units);
		if (nr_units)
			memcpy(out + used, parts[part].at, nr_units * unit);
		used += nr_units * unit;
	}
	memcpy(out, head, sizeof(head));
	return used;
}

bool input_line(struct input_bytes *text, char *line, size_t line_bytes)
{
	const u8 *end;
	u32 nr, kept;

	if (!text->nr)
		return false;
	end = memchr(text->at, '\n', text->nr);
	nr = end ? end - text->at : text->nr;
	kept = nr < line_bytes - 1 ? nr : line_bytes - 1;
	memcpy(line, text->at, kept);
	line[kept] = '\0';
	if (end)
		nr++;
	text->at += nr;
	text->nr -= nr;
	return true;
}
