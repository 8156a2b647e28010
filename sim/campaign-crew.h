/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The crew of a campaign: so many workers, each a process, and the one who hears them.
 */
#ifndef SIM_CAMPAIGN_CREW_H
#define SIM_CAMPAIGN_CREW_H

#include "campaign.h"
#include "campaign-record.h"
#include "campaign-unit.h"

/* Why a campaign ended; one list makes the enum and the words. */
#define CAMPAIGN_ENDS(X)                                  \
	X(COMPLETE, "complete")                           \
	X(INTERRUPTED, "interrupted")                     \
	X(TIME, "the time was over")                      \
	X(FINDINGS, "as many findings as were asked for") \
	X(INPUT, "the scenario cannot be run")            \
	X(BROKEN, "the harness failed")

enum campaign_end {
#define X(id, text) CAMPAIGN_##id,
	CAMPAIGN_ENDS(X)
#undef X
};

const char *campaign_end_text(enum campaign_end end);

/**
 * struct crew_orders - how a campaign is to be run
 * @must_resume: go on with the logbook in place.out
 * @again: the command that runs one unit alone, its number left out
 * @heard: called with each unit that a worker finished or perished in
 */
struct crew_orders {
	const struct campaign *campaign;
	struct campaign_place place;
	u32 shard, nr_shards, nr_jobs;
	bool must_resume;
	u64 max_findings, time_ns;
	const char *again;
	void (*heard)(void *ctx, const struct unit_record *record);
	void *ctx;
};

/**
 * struct crew_result - of this shard, what an earlier command did included
 * @nr_units: that there are; 0: not known yet
 * @nr_resumed: of totals.nr_units, those that were done before
 * @nr_all, @nr_variations: failures that there are, and that are visited, where it is known
 */
struct crew_result {
	enum campaign_end end;
	u64 nr_units, nr_resumed;
	u64 nr_all, nr_variations;
	u64 wall_ns;
	struct campaign_totals totals;
	char *message;
};

/* Return: false if there was nothing to begin with: @error says why. */
bool crew_run(const struct crew_orders *orders, struct crew_result *result, char *error,
	      size_t error_bytes);
void crew_result_exit(struct crew_result *result);

#endif
