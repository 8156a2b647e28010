// SPDX-License-Identifier: GPL-2.0-only
/*
 * A smaller input with the same finding.
 *
 * From: replay-main.c.
 * To:   the target, once for each attempt.
 *
 * Units go first, in runs of halving length, part by part; then every byte that is left is
 * tried as zero. Again, until nothing helps: each round is cheaper than the one before.
 */
#include "shrink.h"

#include <string.h>

#include "finding.h"
#include "input.h"
#include "target.h"

struct shrink {
	u8 bytes[INPUT_MAX_BYTES], trial[INPUT_MAX_BYTES];
	size_t nr;
	char rule[64];
	bool has_changed;
};

static bool is_same(const struct shrink *s, size_t nr)
{
	return !target.run(s->trial, nr) && !strcmp(finding_first()->rule, s->rule);
}

static void keep(struct shrink *s, size_t nr)
{
	memcpy(s->bytes, s->trial, nr);
	s->nr = nr;
	s->has_changed = true;
}

/* Without the bytes [at, at + nr) of one part. */
static bool try_without(struct shrink *s, u32 part, u32 at, u32 nr)
{
	u8 rest[INPUT_MAX_BYTES];
	struct input in;
	size_t nr_trial;

	input_cut(&in, s->bytes, s->nr);
	memcpy(rest, in.part[part].at, at);
	memcpy(rest + at, in.part[part].at + at + nr, in.part[part].nr - at - nr);
	in.part[part] = (struct input_bytes){ rest, in.part[part].nr - nr };
	in.part[INPUT_HEAD] = (struct input_bytes){ in.head, INPUT_HEAD_BYTES };
	nr_trial = input_join(in.part, s->trial, sizeof(s->trial));
	if (!is_same(s, nr_trial))
		return false;
	keep(s, nr_trial);
	return true;
}

static u32 part_bytes(const struct shrink *s, u32 part)
{
	struct input in;

	input_cut(&in, s->bytes, s->nr);
	return in.part[part].nr;
}

static void shorten(struct shrink *s, u32 part)
{
	u32 unit = input_unit_bytes(part), run, at;

	for (run = part_bytes(s, part) / unit; run; run /= 2)
		for (at = 0; at + run * unit <= part_bytes(s, part);)
			if (!try_without(s, part, at, run * unit))
				at += run * unit;
}

static void zero_bytes(struct shrink *s)
{
	struct input in;
	size_t at;

	input_cut(&in, s->bytes, s->nr);
	for (at = 0; at < s->nr; at++) {
		if (!s->bytes[at] || (at >= 5 && at < INPUT_HEAD_BYTES))
			continue;
		memcpy(s->trial, s->bytes, s->nr);
		s->trial[at] = 0;
		if (is_same(s, s->nr))
			keep(s, s->nr);
	}
}

size_t shrink_input(u8 *bytes, size_t nr_bytes)
{
	static struct shrink s;
	u32 part;

	if (nr_bytes > sizeof(s.bytes) || target.run(bytes, nr_bytes))
		return nr_bytes;
	memcpy(s.bytes, bytes, nr_bytes);
	s.nr = nr_bytes;
	strncpy(s.rule, finding_first()->rule, sizeof(s.rule) - 1);
	do {
		s.has_changed = false;
		for (part = INPUT_STEPS; part < NR_INPUT_PARTS; part++)
			shorten(&s, part);
		zero_bytes(&s);
	} while (s.has_changed);
	memcpy(bytes, s.bytes, s.nr);
	return s.nr;
}
