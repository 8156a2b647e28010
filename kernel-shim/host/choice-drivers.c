// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where a tape's answers come from: a seed, bytes, or an earlier record.
 *
 * From: choice.c.   To: nothing.
 *
 * A seeded answer depends on (seed, track, index) only, so that what is asked on
 * one track never shifts another. Which tracks are lively, and how often, is drawn
 * from the seed too: a swarm of seeds so covers calm and wild worlds.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "choice.h"

static void *need(size_t size)
{
	void *p = calloc(1, size);

	if (!p) {
		perror("wbsim: no memory for a tape driver");
		exit(3);
	}
	return p;
}

/* splitmix64's finaliser: every bit of the input moves every bit of the output. */
static u64 mix(u64 x)
{
	x += 0x9e3779b97f4a7c15ULL;
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
	x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
	return x ^ (x >> 31);
}

static u64 draw(u64 seed, u32 kind, u64 idx)
{
	return mix(mix(seed ^ ((u64)kind << 56)) + idx * 0xd1342543de82ef95ULL);
}

/* --- seeded --- */

/* One in how many choices of a track is not dull; 0: none is, 1: all are drawn. */
struct seeded {
	struct choice_driver base;
	u64 seed;
	u32 one_in[NR_CHOICE_KINDS];
};

static u32 seeded_answer(struct choice_driver *drv, enum choice_kind kind, u64 idx, u32 n,
			 u64 *nr_dull)
{
	struct seeded *s = (struct seeded *)drv;
	u32 one_in = s->one_in[kind];
	u64 x = draw(s->seed, kind, idx);

	if (!one_in) {
		*nr_dull = ~0ULL;
		return 0;
	}
	if (one_in == 1)
		return x % n;
	/* The gap to the next lively choice: uniform, mean one_in. */
	*nr_dull = (x >> 32) % (2 * one_in - 1);
	return n > 1 && idx ? 1 + (u32)x % (n - 1) : 0;
}

struct choice_driver *choice_seeded_create(u64 seed)
{
	static const u32 preempt_levels[] = { 0, 2000, 400, 100, 20, 6 };
	static const u32 task_levels[] = { 0, 16, 3, 1 };
	struct seeded *s = need(sizeof(*s));

	s->base.name = "seed";
	s->base.answer = seeded_answer;
	s->seed = seed;
	if (!seed)
		return &s->base;
	for (int i = 0; i < NR_CHOICE_KINDS; i++)
		s->one_in[i] = 1;
	s->one_in[CHOICE_ALLOC] = s->one_in[CHOICE_TROUBLE] = 0; /* only if asked for */
	s->one_in[CHOICE_PREEMPT] = preempt_levels[draw(seed, 255, 0) % 6];
	s->one_in[CHOICE_TASK] = task_levels[draw(seed, 255, 1) % 4];
	s->one_in[CHOICE_ORDER] = task_levels[draw(seed, 255, 2) % 4];
	s->one_in[CHOICE_CONTEXT] = draw(seed, 255, 3) % 2 ? 4 : 0;
	return &s->base;
}

/* --- bytes --- */

struct bytes {
	struct choice_driver base;
	const u8 *bytes;
	size_t nr, pos;
};

static u32 bytes_take(struct bytes *b)
{
	return b->pos < b->nr ? b->bytes[b->pos++] : 0;
}

/* Tracks asked at every step: a byte first grants a run of dull answers. */
static bool is_frequent(enum choice_kind kind)
{
	return kind == CHOICE_PREEMPT || kind == CHOICE_TASK || kind == CHOICE_ALLOC ||
	       kind == CHOICE_ORDER || kind == CHOICE_WAKE || kind == CHOICE_TIMER ||
	       kind == CHOICE_CONTEXT || kind == CHOICE_TROUBLE;
}

static u32 bytes_answer(struct choice_driver *drv, enum choice_kind kind, u64 idx, u32 n,
			u64 *nr_dull)
{
	struct bytes *b = (struct bytes *)drv;
	u32 value;

	if (b->pos >= b->nr) {
		*nr_dull = ~0ULL;
		return 0;
	}
	if (is_frequent(kind)) {
		u32 run = bytes_take(b);

		*nr_dull = (u64)run * run; /* short runs finely, long ones coarsely */
		if (!idx)
			return 0;
		return n > 1 ? bytes_take(b) % n : 0;
	}
	if (n <= 1)
		return 0;
	value = bytes_take(b);
	for (u32 room = 256; room < n && room; room <<= 8)
		value = value << 8 | bytes_take(b);
	return value % n;
}

struct choice_driver *choice_bytes_create(const u8 *bytes, size_t len_bytes)
{
	struct bytes *b = need(sizeof(*b));

	b->base.name = "bytes";
	b->base.answer = bytes_answer;
	b->bytes = bytes;
	b->nr = len_bytes;
	return &b->base;
}

/* --- recorded --- */

struct recorded {
	struct choice_driver base;
	struct choice_entry *by_track[NR_CHOICE_KINDS]; /* ascending idx */
	size_t nr[NR_CHOICE_KINDS], pos[NR_CHOICE_KINDS];
};

static u32 recorded_answer(struct choice_driver *drv, enum choice_kind kind, u64 idx, u32 n,
			   u64 *nr_dull)
{
	struct recorded *r = (struct recorded *)drv;
	struct choice_entry *track = r->by_track[kind];
	u32 value = 0;

	while (r->pos[kind] < r->nr[kind] && track[r->pos[kind]].idx < idx)
		r->pos[kind]++;
	if (r->pos[kind] < r->nr[kind] && track[r->pos[kind]].idx == idx)
		value = track[r->pos[kind]++].value;
	if (r->pos[kind] < r->nr[kind])
		*nr_dull = track[r->pos[kind]].idx - idx - 1;
	else
		*nr_dull = ~0ULL;
	return value < n ? value : 0;
}

static int entry_compare(const void *a, const void *b)
{
	const struct choice_entry *x = a, *y = b;

	return x->idx < y->idx ? -1 : x->idx > y->idx;
}

static void recorded_destroy(struct choice_driver *drv)
{
	for (int kind = 0; kind < NR_CHOICE_KINDS; kind++)
		free(((struct recorded *)drv)->by_track[kind]);
	free(drv);
}

struct choice_driver *choice_recorded_create(const struct choice_entry *entries, size_t nr)
{
	struct recorded *r = need(sizeof(*r));

	r->base.name = "tape";
	r->base.answer = recorded_answer;
	r->base.destroy = recorded_destroy;
	for (int kind = 0; kind < NR_CHOICE_KINDS; kind++)
		r->by_track[kind] = need((nr + 1) * sizeof(*entries));
	for (size_t i = 0; i < nr; i++) {
		enum choice_kind kind = entries[i].kind;

		r->by_track[kind][r->nr[kind]++] = entries[i];
	}
	for (int kind = 0; kind < NR_CHOICE_KINDS; kind++)
		qsort(r->by_track[kind], r->nr[kind], sizeof(*entries), entry_compare);
	return &r->base;
}

void choice_driver_destroy(struct choice_driver *drv)
{
	if (drv && drv->destroy)
		drv->destroy(drv);
	else
		free(drv);
}
