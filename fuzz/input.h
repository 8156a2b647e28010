/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The one reader of inputs: bytes from a fuzzer, cut into parts so that an edit of one
 * part leaves the others where they were.
 *
 *   head (8) | steps, 4 bytes each | schedule, 2 each | trouble, 2 each | ambient, 2 each |
 *   survivors
 *
 * The last three bytes of the head say how many steps and entries there are, and three bits
 * of the one before them how many are ambient (trouble.h: an I/O or an allocation that fails
 * though no step says so); what is not there is missing, never an error. Each step is of the
 * same size whatever it does, and an entry says how many dull choices of its track come
 * first, so entries of one track never move those of another.
 */
#ifndef FUZZ_INPUT_H
#define FUZZ_INPUT_H

#include "ints.h"

enum input_part {
	INPUT_HEAD,
	INPUT_STEPS,
	INPUT_SCHEDULE,
	INPUT_TROUBLE,
	INPUT_AMBIENT,
	INPUT_SURVIVORS,
	NR_INPUT_PARTS,
};

#define INPUT_HEAD_BYTES 8u
#define INPUT_STEP_BYTES 4u
#define INPUT_MAX_STEPS 64u
#define INPUT_MAX_AMBIENT 7u
#define INPUT_MAX_BYTES 4096u /* what lies beyond is not read */

struct input_bytes {
	const u8 *at;
	u32 nr;
};

struct input {
	u8 head[INPUT_HEAD_BYTES]; /* a short one is filled up with zeroes */
	struct input_bytes part[NR_INPUT_PARTS];
};

/* How large one unit of a part is, and at which place of the head their number stands. */
u32 input_unit_bytes(enum input_part part);

/* Any bytes are an input. @in points into @bytes. */
void input_cut(struct input *in, const u8 *bytes, size_t nr_bytes);

/**
 * input_join - the parts, as one input
 * @parts: whole units are taken, no more than the head can count
 * Return: its length, at most @room.
 */
size_t input_join(const struct input_bytes parts[NR_INPUT_PARTS], u8 *out, size_t room);

/* The next line of @text, without its end, shortened to @line_bytes - 1; false: no more. */
bool input_line(struct input_bytes *text, char *line, size_t line_bytes);

#endif
