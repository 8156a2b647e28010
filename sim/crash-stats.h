/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What an exploration of crash states saw of all that there was to see.
 */
#ifndef SIM_CRASH_STATS_H
#define SIM_CRASH_STATS_H

#include "ints.h"

#define CRASH_MAX_DEPTH 4u

/**
 * struct crash_level - of the states with so many cuts, one within the other
 * @nr_opened: states of one cut less whose recoveries were cut; @nr_unopened: those that
 *	were not, because of max_states
 * @nr_boundaries: event boundaries at which the last cut was
 * @nr_representable: crash states that these have, all subsets; ~0: more, see @log2
 * @log2_representable: its logarithm
 * @nr_bounded: those within the bound, instant by instant
 * @nr_images: those with contents of their own
 * @nr_recovered: those that were run; pruning leaves one per read set
 * @nr_pruned: those that one that ran stands for
 * @nr_spot_checked: pruned ones that were run after all, and agreed
 * @nr_skipped: those that were left out because of max_states
 */
struct crash_level {
	u64 nr_opened, nr_unopened;
	u64 nr_boundaries;
	u64 nr_representable;
	double log2_representable;
	u64 nr_bounded, nr_images;
	u64 nr_recovered, nr_pruned, nr_spot_checked, nr_skipped;
};

/**
 * struct crash_stats - all depths
 * @depth: how many of @levels count
 * @k: the bound
 * @is_complete: each state within the bound was run or is stood for, at each depth
 * @has_more: not even counted: what is skipped is more than it says
 * @digest_low, @digest_high: a sum over the digests of all states that were run
 */
struct crash_stats {
	struct crash_level levels[CRASH_MAX_DEPTH];
	u32 depth, k;
	bool is_complete, has_more;
	u64 digest_low, digest_high;
};

/* The share of states within the bound that were run or are stood for; at most, if has_more. */
double crash_stats_fraction(const struct crash_stats *stats);
/* Sums over all depths. */
void crash_stats_total(const struct crash_stats *stats, struct crash_level *total);
/* Two parts of one exploration together. */
void crash_stats_merge(struct crash_stats *to, const struct crash_stats *from);
/* @nr more states, 2^@log2 if @nr is ~0. Used by the explorer. */
void crash_level_represent(struct crash_level *level, u64 nr, double log2);

#endif
