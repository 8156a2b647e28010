// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sums of what explorations saw.
 *
 * From: explore.c, which counts.
 * To:   report.c, json.c; whoever merges parts.
 */
#include "crash-stats.h"

#include <math.h>

static u64 add_saturating(u64 a, u64 b)
{
	return a + b < a ? ~0ull : a + b;
}

/* log2(2^a + 2^b); 2^0 stands for nothing only where the count says so. */
static double add_logs(double a, double b)
{
	double high = a > b ? a : b, low = a > b ? b : a;

	return high + log2(1 + exp2(low - high));
}

void crash_level_represent(struct crash_level *level, u64 nr, double log2)
{
	if (!nr)
		return;
	level->log2_representable =
		level->nr_representable ? add_logs(level->log2_representable, log2) : log2;
	level->nr_representable = add_saturating(level->nr_representable, nr);
}

static void add_level(struct crash_level *to, const struct crash_level *from)
{
	crash_level_represent(to, from->nr_representable, from->log2_representable);
	to->nr_opened += from->nr_opened;
	to->nr_unopened += from->nr_unopened;
	to->nr_boundaries += from->nr_boundaries;
	to->nr_bounded += from->nr_bounded;
	to->nr_images += from->nr_images;
	to->nr_recovered += from->nr_recovered;
	to->nr_pruned += from->nr_pruned;
	to->nr_spot_checked += from->nr_spot_checked;
	to->nr_skipped += from->nr_skipped;
}

void crash_stats_total(const struct crash_stats *stats, struct crash_level *total)
{
	u32 i;

	*total = (struct crash_level){ 0 };
	for (i = 0; i < stats->depth; i++)
		add_level(total, &stats->levels[i]);
}

static double part_of(u64 nr, u64 nr_without)
{
	return nr + nr_without ? (double)nr / (nr + nr_without) : 1;
}

/* Of the deepest: those above are complete, or it would not have been begun. */
double crash_stats_fraction(const struct crash_stats *stats)
{
	const struct crash_level *level;

	if (!stats->depth)
		return 1;
	level = &stats->levels[stats->depth - 1];
	return part_of(level->nr_opened, level->nr_unopened) *
	       part_of(level->nr_images - level->nr_skipped, level->nr_skipped);
}

void crash_stats_merge(struct crash_stats *to, const struct crash_stats *from)
{
	u32 i;

	for (i = 0; i < CRASH_MAX_DEPTH; i++)
		add_level(&to->levels[i], &from->levels[i]);
	to->depth = to->depth > from->depth ? to->depth : from->depth;
	to->k = to->k > from->k ? to->k : from->k;
	to->is_complete &= from->is_complete;
	to->has_more |= from->has_more;
	to->digest_low += from->digest_low;
	to->digest_high += from->digest_high + (to->digest_low < from->digest_low);
}
