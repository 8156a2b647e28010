/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The crash states of one instant within a bound: which version of each volatile sector
 * outlives the cut.
 */
#ifndef SIM_CRASH_STATES_H
#define SIM_CRASH_STATES_H

#include "crash.h"
#include "ints.h"

/**
 * struct crash_bounds - which states
 * @k: all that differ from none or from all in so many sectors
 * @has_classes: all combinations of {first header sector, other metablock sectors, data
 *	sectors} of up to two segments, the rest being none or all
 * @nr_random: drawn ones, with @seed
 * @model, @model_bound: of the scenario; another one than CRASH_ANY leaves only its own
 * @orders: log2 of a segment's sectors for each disk that holds a log, else 0
 *
 * None, all, and each prefix of each disk's I/Os, in all combinations, are always there.
 */
struct crash_bounds {
	u32 k, nr_random;
	bool has_classes;
	u64 seed;
	enum crash_model model;
	u32 model_bound;
	u32 nr_disks;
	u32 orders[WORLD_MAX_DISKS];
};

/**
 * struct crash_state - one of them
 * @versions: of each unit, disk by disk, which version survives; 0: the durable one
 * @answers: to CHOICE_SURVIVE during the cut
 */
struct crash_state {
	const u32 *versions, *answers;
	u32 nr_units, nr_answers;
};

/**
 * crash_states_visit - call @visit for each, some of them more than once
 * @is_complete: set to false if a model of the scenario's had more than can be visited
 * Return: false as soon as @visit does.
 */
bool crash_states_visit(const struct crash_instant *at, const struct crash_bounds *bounds,
			bool (*visit)(void *ctx, const struct crash_state *state), void *ctx,
			bool *is_complete);

#endif
