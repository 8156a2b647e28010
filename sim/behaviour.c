// SPDX-License-Identifier: GPL-2.0-only
/*
 * How many of many runs did something different.
 *
 * From: the event log, during a run.
 * To:   commands that run many seeds, which say it.
 */
#include "behaviour.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "event.h"

#define NR_BITS (1u << 16)
#define NR_WORDS (NR_BITS / 64)

/**
 * struct behaviours
 * @last: class of the event before
 * @seen: transitions of this run, a bit each (few enough that collisions are rare)
 * @all: of all runs
 * @sets: hashes of sets, open addressing; 0: free
 */
struct behaviours {
	u64 last;
	u64 seen[NR_WORDS], all[NR_WORDS];
	u64 *sets;
	size_t room;
	struct behaviour_figures figures;
};

static void *need(size_t bytes)
{
	void *p = calloc(1, bytes);

	if (!p) {
		perror("wbsim: no memory for behaviours");
		exit(3);
	}
	return p;
}

struct behaviours *behaviours_create(void)
{
	struct behaviours *b = need(sizeof(*b));

	b->room = 1024;
	b->sets = need(b->room * sizeof(*b->sets));
	return b;
}

void behaviours_destroy(struct behaviours *b)
{
	free(b->sets);
	free(b);
}

/* --- events --- */

static u64 size_class(u64 op_flags_nr)
{
	u64 nr = op_flags_nr >> 32;

	return nr == 0 ? 0 : nr < 8 ? 1 : nr == 8 ? 2 : nr <= 128 ? 3 : 4;
}

/* 0: of no interest. */
static u64 class_of(const struct event *ev)
{
	u64 kind = (u64)ev->kind + 1, what;

	switch (ev->kind) {
	case EVENT_SUBMIT:
	case EVENT_REQUEST:
		what = (ev->d & 0xffff) << 4 | size_class(ev->d);
		break;
	case EVENT_COMPLETE:
	case EVENT_ACK:
	case EVENT_VERB:
	case EVENT_FAULT:
		what = ev->c;
		break;
	case EVENT_CUT:
	case EVENT_BOOT:
	case EVENT_FINDING:
		what = 0;
		break;
	default:
		return 0;
	}
	return kind << 56 | (u64)ev->a << 40 | (what & 0xffffffffffull);
}

static void hear(const struct event *ev, void *ctx)
{
	struct behaviours *b = ctx;
	u64 pair[2] = { b->last, class_of(ev) };
	u32 bit;

	if (!pair[1])
		return;
	bit = XXH3_64bits(pair, sizeof(pair)) % NR_BITS;
	b->seen[bit / 64] |= 1ull << bit % 64;
	b->last = pair[1];
}

void behaviours_begin(struct behaviours *b)
{
	memset(b->seen, 0, sizeof(b->seen));
	b->last = 0;
	event_listen(hear, b);
}

/* --- sets --- */

static bool set_add(struct behaviours *b, u64 hash)
{
	size_t at = hash % b->room;

	while (b->sets[at] && b->sets[at] != hash)
		at = (at + 1) % b->room;
	if (b->sets[at])
		return false;
	b->sets[at] = hash;
	return true;
}

static void make_room(struct behaviours *b)
{
	size_t old_room = b->room, i;
	u64 *old = b->sets;

	if (b->figures.nr_distinct * 2 < b->room)
		return;
	b->room *= 4;
	b->sets = need(b->room * sizeof(*b->sets));
	for (i = 0; i < old_room; i++)
		if (old[i])
			set_add(b, old[i]);
	free(old);
}

u64 behaviours_end(struct behaviours *b)
{
	struct behaviour_figures *f = &b->figures;
	u64 hash = XXH3_64bits(b->seen, sizeof(b->seen)) | 1, is_new = 0;
	u32 i;

	event_listen(NULL, NULL);
	f->nr_runs++;
	for (i = 0; i < NR_WORDS; i++) {
		is_new |= b->seen[i] & ~b->all[i];
		f->nr_transitions += __builtin_popcountll(b->seen[i] & ~b->all[i]);
		b->all[i] |= b->seen[i];
	}
	if (is_new)
		f->last_new_run = f->nr_runs;
	make_room(b);
	f->nr_distinct += set_add(b, hash);
	return hash;
}

void behaviours_figures(const struct behaviours *b, struct behaviour_figures *figures)
{
	*figures = b->figures;
}

void behaviours_print(FILE *file, const struct behaviours *b)
{
	const struct behaviour_figures *f = &b->figures;

	fprintf(file,
		"  behaviours %llu distinct in %llu runs  transitions %llu, the last new one in "
		"run %llu\n",
		f->nr_distinct, f->nr_runs, f->nr_transitions, f->last_new_run);
}
