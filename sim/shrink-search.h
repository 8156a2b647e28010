/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The search for a smaller plan: what counts as the same finding, which plan is the best
 * so far, and what a try costs.
 */
#ifndef SIM_SHRINK_SEARCH_H
#define SIM_SHRINK_SEARCH_H

#include "ints.h"
#include "run.h"
#include "tape.h"

struct plan;

/**
 * struct identity - what makes two findings the same
 * @rule: the oracle that spoke
 * @kind: of "contents": lost, torn, misplaced, …; of a warning: where; else ""
 * @dev: of "contents": the device, else ""
 */
struct identity {
	char rule[40], kind[48], dev[32];
};

void identity_of(const struct run_finding *finding, struct identity *id);
bool identity_is(const struct identity *id, const struct run_result *result);

/**
 * struct search - one finding being shrunk
 * @plan: the best so far; @tape leads to the finding in it
 * @is_by_seed: exploring it with @seed finds it, too, and so must whatever follows
 * @deadline_ns: of CLOCK_MONOTONIC; then the best so far is the result
 * @healthy: a program in which each kept plan must hold; NULL: none
 * @nr_tries, @nr_kept, @nr_worlds: plans tried, kept, worlds run for them
 */
struct search {
	struct identity id;
	const char *name, *healthy, *folder;
	struct plan *plan;
	struct tape tape;
	u64 seed;
	bool is_by_seed, is_quiet;
	u64 begin_ns, deadline_ns, told_ns;
	u64 nr_tries, nr_kept, nr_worlds;
	struct run_limits limits;
	u64 *known; /* hashes of texts that were tried */
	size_t nr_known, room_known;
};

void search_init(struct search *s);
void search_exit(struct search *s);

/* Interrupted, or out of time. */
bool search_is_over(const struct search *s);

/**
 * search_begin - does @plan, straight from the run that @tape recorded, show the finding?
 * Finds out whether a seed leads there, too. Return: false: no; @plan is destroyed.
 */
bool search_begin(struct search *s, struct plan *plan, const struct tape *tape);

/* The same, by @s->seed alone: nothing of a tape. Takes @plan. */
bool search_begin_by_seed(struct search *s, struct plan *plan);

/**
 * search_try - is @candidate still the same finding?
 * Takes @candidate: it becomes the best so far, or is destroyed. Return: true if kept.
 */
bool search_try(struct search *s, struct plan *candidate);

/* Has the plan any cut that may be anywhere, and how many? */
u32 search_nr_anywhere(const struct plan *plan);

/* Does it let an I/O or an allocation fail that the script knows nothing of? */
bool tape_has_trouble(const struct tape *tape);
/* As search_begin(), with that as a word of the script. @plan stays the caller's. */
bool shrink_trouble(struct search *s, const struct plan *plan, const struct tape *tape);

/* --- the passes; each returns true if it made the plan smaller --- */

bool shrink_delete(struct search *s); /* whole steps, many at once, then one by one */
bool shrink_device(struct search *s); /* a device with fewer, smaller segments */
bool shrink_device_away(struct search *s); /* the standard one instead */
bool shrink_simplify(struct search *s); /* what the steps say */
bool shrink_flatten(struct search *s); /* lists and tasks become plain steps */
bool shrink_rename(struct search *s); /* payloads A, B, C in their order; no smaller */

#endif
