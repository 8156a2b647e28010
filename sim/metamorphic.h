/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * `wbsim metamorphic SCENARIO`: the same requests under other latencies, schedules and
 * tunables leave the same contents.
 */
#ifndef SIM_METAMORPHIC_H
#define SIM_METAMORPHIC_H

#include "contents.h"
#include "ints.h"
#include "run.h"

int metamorphic_main(const char *program, int argc, char **argv); /* the exit status */

/**
 * struct metamorphic - one seed under some variations
 * @first: variation 0, the dull one: what the others are compared with
 * @nr_variations: that were run, the first included
 * @hash: of the contents after the first
 * @difference: NULL, or in words how the last one differs
 * @result: of the last run
 */
struct metamorphic {
	struct contents first;
	u64 nr_variations;
	u64 hash;
	const char *difference;
	struct run_result result;
};

/* Runs variations 0 … @nr - 1 until one differs or breaks a promise. */
void metamorphic_run(struct run *run, u64 seed, u64 nr, struct metamorphic *m);
void metamorphic_exit(struct metamorphic *m);

#endif
