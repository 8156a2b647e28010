/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a campaign, or several shards of one, came to: for people, for machines.
 */
#ifndef SIM_CAMPAIGN_RESULT_H
#define SIM_CAMPAIGN_RESULT_H

#include <jansson.h>
#include <stdio.h>

#include "campaign-record.h"
#include "ints.h"

/**
 * struct campaign_result - all that is told
 * @head: as in the logbook; belongs to the result
 * @end: why it ended
 * @nr_units: that there are; 0: not known
 * @findings: objects, as they came
 */
struct campaign_result {
	json_t *head;
	const char *end;
	u64 nr_units, nr_resumed;
	u64 wall_ns;
	struct campaign_totals totals;
	json_t *findings;
};

void campaign_result_init(struct campaign_result *result);
void campaign_result_exit(struct campaign_result *result);

/* Keeps what @record found. */
void campaign_result_add_findings(struct campaign_result *result, const struct unit_record *record);

enum run_status campaign_result_status(const struct campaign_result *result);

/* One finding, as a paragraph. */
void campaign_finding_print(FILE *file, const char *unit, const struct unit_finding *finding);
/* The last lines: verdict, figures. */
void campaign_result_print(FILE *file, struct campaign_result *result);
/* An object that depends on the work alone, but for "wall_s"; to be given back. */
json_t *campaign_result_json(struct campaign_result *result);
bool campaign_result_save(struct campaign_result *result, const char *path);
bool campaign_result_junit(struct campaign_result *result, const char *path);

#endif
