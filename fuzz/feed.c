// SPDX-License-Identifier: GPL-2.0-only
/*
 * The tape of a fuzzer.
 *
 * From: choice.c asks.
 * To:   input.c's parts, sorted by track once for each input.
 */
#include "feed.h"

#include <string.h>

#define MAX_ENTRIES 256u /* of one track */

struct entry {
	u32 nr_dull_before;
	u32 answer; /* - 1 */
};

struct track {
	struct entry entries[MAX_ENTRIES];
	u32 nr, pos;
	u64 due; /* index of the choice that the entry at @pos answers */
};

static struct feed {
	struct choice_driver base;
	struct track tracks[NR_CHOICE_KINDS];
	struct input_bytes survivors;
	u32 cut_back;
	u8 pattern, unit;
} feed;

static const u8 schedule_tracks[8] = { CHOICE_PREEMPT, CHOICE_TASK,  CHOICE_WAKE,    CHOICE_ORDER,
				       CHOICE_CONTEXT, CHOICE_TIMER, CHOICE_PREEMPT, CHOICE_TASK };
static const u8 trouble_tracks[8] = {
	CHOICE_FAULT,	CHOICE_LATENCY, CHOICE_LATENCY, CHOICE_FAULT,
	CHOICE_LATENCY, CHOICE_LATENCY, CHOICE_FAULT,	CHOICE_LATENCY
};
static const u8 ambient_tracks[8] = { CHOICE_TROUBLE, CHOICE_ALLOC, CHOICE_TROUBLE, CHOICE_ALLOC,
				      CHOICE_TROUBLE, CHOICE_ALLOC, CHOICE_TROUBLE, CHOICE_ALLOC };

/* Short gaps finely, long ones coarsely. */
static u32 gap_of(u8 byte)
{
	return byte < 32 ? byte : 32 + (u32)(byte - 32) * (byte - 32) / 8;
}

static void sort_entries(const struct input_bytes *part, const u8 kinds[8])
{
	u32 i;

	for (i = 0; i + 1 < part->nr; i += 2) {
		struct track *t = &feed.tracks[kinds[part->at[i] & 7]];

		if (t->nr < MAX_ENTRIES)
			t->entries[t->nr++] =
				(struct entry){ gap_of(part->at[i + 1]), part->at[i] >> 3 };
	}
}

/* --- answers --- */

static u32 track_answer(enum choice_kind kind, u64 idx, u32 n, u64 *nr_dull)
{
	struct track *t = &feed.tracks[kind];
	u32 answer = 0;

	if (t->pos < t->nr && idx >= t->due) {
		if (n < 2)
			return 0;
		answer = 1 + t->entries[t->pos].answer % (n - 1);
		if (++t->pos < t->nr)
			t->due = idx + 1 + t->entries[t->pos].nr_dull_before;
	}
	if (t->pos == t->nr)
		*nr_dull = ~0ULL;
	else if (t->due > idx + 1)
		*nr_dull = t->due - idx - 1;
	return answer;
}

static u32 survivor(u32 n)
{
	u8 unit = feed.unit++;

	if (feed.survivors.nr) {
		feed.survivors.nr--;
		return *feed.survivors.at++ % n;
	}
	return feed.pattern >> (unit % 8) & 1 ? n - 1 : 0;
}

static u32 feed_answer(struct choice_driver *drv, enum choice_kind kind, u64 idx, u32 n,
		       u64 *nr_dull)
{
	switch (kind) {
	case CHOICE_SURVIVE:
		return survivor(n);
	case CHOICE_CUT:
		return feed.cut_back % n;
	default:
		return track_answer(kind, idx, n, nr_dull);
	}
}

/* --- life --- */

struct choice_driver *feed_driver(const struct input *in)
{
	u32 kind;

	for (kind = 0; kind < NR_CHOICE_KINDS; kind++)
		feed.tracks[kind].nr = feed.tracks[kind].pos = 0;
	sort_entries(&in->part[INPUT_SCHEDULE], schedule_tracks);
	sort_entries(&in->part[INPUT_TROUBLE], trouble_tracks);
	sort_entries(&in->part[INPUT_AMBIENT], ambient_tracks);
	for (kind = 0; kind < NR_CHOICE_KINDS; kind++)
		feed.tracks[kind].due = ~0ULL;
	feed.survivors = in->part[INPUT_SURVIVORS];
	feed.base = (struct choice_driver){ .name = "input", .answer = feed_answer };
	feed_set_cut(0);
	feed_set_survivors(0);
	return &feed.base;
}

void feed_start(void)
{
	u32 kind;

	for (kind = 0; kind < NR_CHOICE_KINDS; kind++) {
		struct track *t = &feed.tracks[kind];

		choice_tracks[kind].nr_dull = 0;
		if (t->nr)
			t->due = choice_tracks[kind].idx + t->entries[0].nr_dull_before;
	}
}

void feed_set_cut(u32 back)
{
	feed.cut_back = back;
}

void feed_set_survivors(u8 pattern)
{
	feed.pattern = pattern;
	feed.unit = 0;
}
