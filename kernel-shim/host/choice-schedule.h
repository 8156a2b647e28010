/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A schedule driver, as its kinds fill it in.
 */
#ifndef SHIM_CHOICE_SCHEDULE_H
#define SHIM_CHOICE_SCHEDULE_H

#include "schedule.h"

struct schedule;

/**
 * struct schedule_type - one kind of schedule
 * @answer: to a choice of a track that @is_own says is its
 * @begin: a run begins: the same as before, or the next one
 * @next: is there a further run? NULL: always
 * @exit: free what it holds; may be NULL
 */
struct schedule_type {
	bool (*is_own)(enum choice_kind kind);
	u32 (*answer)(struct schedule *s, enum choice_kind kind, u32 n, u64 *nr_dull);
	void (*begin)(struct schedule *s);
	bool (*next)(struct schedule *s);
	void (*exit)(struct schedule *s);
};

extern const struct schedule_type schedule_dull, schedule_walk, schedule_pct, schedule_dfs;

/**
 * struct schedule - the driver
 * @step: steps of this run at which more than one could go on
 * @nr_steps_before: the most that an earlier run had
 * @figures: of all runs
 * @state: the kind's own
 */
struct schedule {
	struct choice_driver driver;
	struct schedule_spec spec;
	const struct schedule_type *type;
	struct choice_driver *base;
	u64 seed;
	u64 step, nr_steps_before;
	struct schedule_figures figures;
	void *state;
};

/* The @i-th number of the current run's own stream. */
u64 schedule_draw(const struct schedule *s, u64 stream, u64 i);
void *schedule_alloc(size_t size_bytes); /* zeroed; never NULL */
/* Room for @nr items at least; new ones are zeroed. */
void *schedule_grow(void *array, size_t *room, size_t nr, size_t item_bytes);

#endif
