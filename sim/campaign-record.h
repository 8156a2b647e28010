/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What became of a unit, as one line of JSON; and sums of such.
 */
#ifndef SIM_CAMPAIGN_RECORD_H
#define SIM_CAMPAIGN_RECORD_H

#include <jansson.h>

#include "campaign-swarm.h"
#include "crash-stats.h"
#include "ints.h"
#include "run.h"

/**
 * struct unit_counts - what can be summed
 * @nr_runs: worlds that were run from the start
 * @nr_states: crash states that were run
 * @nr_fired: failures that came
 * @nr_pairs: runs with two of them
 * @nr_schedules, @max_tasks, @max_steps: of runs under a schedule driver
 * @nr_incomplete: explorations that left out something within their bounds
 */
struct unit_counts {
	u64 nr_runs, nr_states, nr_fired, nr_pairs;
	u64 nr_boots, nr_cuts, virtual_ns;
	u64 nr_schedules, max_tasks, max_steps;
	u64 nr_incomplete;
	u64 nr_findings;
};

struct unit_finding {
	char *rule, *text, *replay, *folder;
};

/**
 * struct unit_record - one unit
 * @status: the worst of its runs
 * @digests: of its runs, 64 bits of each
 * @message: if the status is RUN_BAD_INPUT or RUN_HARNESS_FAULT
 */
struct unit_record {
	u64 index;
	char *name;
	enum run_status status;
	struct unit_counts counts;
	struct crash_stats crash;
	struct campaign_swarm swarm;
	u64 *digests;
	size_t nr_digests, room_digests;
	struct unit_finding *findings;
	size_t nr_findings;
	char *message;
};

void unit_record_init(struct unit_record *record, u64 index, const char *name);
void unit_record_exit(struct unit_record *record);
void unit_record_add_digest(struct unit_record *record, const char *digest);
void unit_record_add_finding(struct unit_record *record, const char *rule, const char *text,
			     const char *replay, const char *folder);

json_t *unit_record_to_json(const struct unit_record *record);
/* Return: false if it is none; @record then needs no exit. */
bool unit_record_from_json(struct unit_record *record, json_t *json);

/**
 * struct campaign_totals - many units together, whatever their order
 * @digests: of all runs; sorted and without repetition once totals_distinct() was called
 */
struct campaign_totals {
	u64 nr_units;
	struct unit_counts counts;
	struct crash_stats crash;
	struct campaign_swarm swarm;
	enum run_status status;
	u64 *digests;
	size_t nr_digests, room_digests;
};

void totals_init(struct campaign_totals *totals);
void totals_exit(struct campaign_totals *totals);
void totals_add(struct campaign_totals *totals, const struct unit_record *record);
u64 totals_distinct(struct campaign_totals *totals);

#endif
