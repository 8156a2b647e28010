/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The one tape: everything that the scenario does not fix is a choice.
 *
 * A choice has a kind, and each kind is a track of its own: the i-th choice of
 * a track keeps its place whatever happens on the other tracks, so that an
 * edited tape (the shrinker's) does not shift what it did not touch. 0 is always
 * the dull answer, and only answers that are not dull are recorded:
 *
 *   wbsim-tape 1
 *   scenario durability/fua_survives_alone 4f0c…   (name, hash of its text)
 *   build 9a77…                                    (hash of the program's sources)
 *   seed 17
 *   cuts 2               only if the harness adds cuts at the end of the script
 *   c task 12 3 1        the 12th choice of track "task", among 3, was 1
 */
#ifndef SHIM_CHOICE_H
#define SHIM_CHOICE_H

#include "ints.h"

/* One list makes the enum and the names printed in tapes and reports. */
#define CHOICE_KINDS(X)                                                                         \
	X(TASK, "task") /* which runnable task goes next */                                     \
	X(PREEMPT, "preempt") /* at a scheduling point: run on (0) or let another go */         \
	X(WAKE, "wake") /* in which order waiters of one queue wake */                          \
	X(LATENCY, "latency") /* how much longer than its model's minimum an I/O takes */       \
	X(ORDER, "order") /* which of several completions due at once comes first */            \
	X(FAULT, "fault") /* does an armed fault fire */                                        \
	X(ALLOC, "alloc") /* does an allocation fail */                                         \
	X(CUT, "cut") /* at which event boundary the power goes */                              \
	X(SURVIVE, "survive") /* which volatile sectors outlive the power cut */                \
	X(CONTEXT, "context") /* in which context an I/O completes */                           \
	X(SCRIPT, "script") /* what a scenario or workload drew: math.random, offsets, sizes */ \
	X(TIMER, "timer") /* how late a timer fires within its granule */                       \
	X(TROUBLE, "trouble") /* does an I/O of a disk fail, with what, for how long */         \
	X(VARY, "vary") /* what a scenario leaves open since contents must not depend on it */

enum choice_kind {
#define X(id, name) CHOICE_##id,
	CHOICE_KINDS(X)
#undef X
		NR_CHOICE_KINDS,
};

/*
 * How many coming choices of a track are known to be dull. choose() only counts
 * down until the driver has to be asked: a scheduling point costs one decrement.
 */
struct choice_track {
	u64 idx; /* of the next choice */
	u64 nr_dull; /* choices left that are 0 without asking the driver */
};

extern struct choice_track choice_tracks[NR_CHOICE_KINDS];

u32 choice_ask(enum choice_kind kind, u32 n);

/**
 * choose - ask the tape
 * @kind: the track
 * @n: number of answers, at least 1
 *
 * Context: any. Never sleeps, allocates from the host only.
 * Return: 0 … @n - 1; 0 is the dull answer.
 */
static inline u32 choose(enum choice_kind kind, u32 n)
{
	struct choice_track *t = &choice_tracks[kind];

	if (__builtin_expect(t->nr_dull != 0, 1)) {
		t->nr_dull--;
		t->idx++;
		return 0;
	}
	return choice_ask(kind, n);
}

/**
 * struct choice_driver - where answers come from
 * @name: for reports
 * @answer: the answer to choice @idx of track @kind among @n; may lower its own
 *	cost by granting a run of dull answers through *@nr_dull (those after this one)
 * @priv: the driver's own
 */
struct choice_driver {
	const char *name;
	u32 (*answer)(struct choice_driver *drv, enum choice_kind kind, u64 idx, u32 n,
		      u64 *nr_dull);
	void (*destroy)(struct choice_driver *drv); /* NULL: free() is enough */
	void *priv;
};

void choice_begin(struct choice_driver *drv); /* rewinds all tracks, forgets the record */
const char *choice_kind_name(enum choice_kind kind);
int choice_kind_of(const char *name); /* -1: no such track */

/* What was answered and was not dull since choice_begin(), in the order asked. */
struct choice_entry {
	u64 idx;
	u32 n;
	u32 value;
	enum choice_kind kind;
};

size_t choice_record(const struct choice_entry **entries);

/* The drivers. Each create is undone by choice_driver_destroy(). */
struct choice_driver *choice_seeded_create(u64 seed);
struct choice_driver *choice_bytes_create(const u8 *bytes, size_t len_bytes); /* exhausted: dull */
struct choice_driver *choice_recorded_create(const struct choice_entry *entries, size_t nr);
/* Answers given beforehand; all else is @base's, which from here on belongs to it. */
struct choice_driver *choice_pinned_create(struct choice_driver *base,
					   const struct choice_entry *pins, size_t nr);
/* Track @kind is @one's, all others are @rest's; both belong to it from here on. */
struct choice_driver *choice_split_create(enum choice_kind kind, struct choice_driver *one,
					  struct choice_driver *rest);
void choice_driver_destroy(struct choice_driver *drv);

#endif
