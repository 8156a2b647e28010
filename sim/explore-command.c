// SPDX-License-Identifier: GPL-2.0-only
/*
 * `wbsim explore`.
 *
 * From: the command line.
 * To:   campaign-crew.c; what it heard: campaign-result.c.
 */
#include "explore-command.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "campaign-crew.h"
#include "campaign-result.h"
#include "campaign-worker.h"
#include "explore-options.h"
#include "interrupt.h"
#include "logbook.h"
#include "scenario.h"

struct command {
	struct explore_options options;
	struct campaign_result result;
};

/* Findings are told as they come. */
static void hear(void *ctx, const struct unit_record *record)
{
	struct command *command = ctx;
	FILE *file = command->options.has_json ? stderr : stdout;
	size_t i;

	campaign_result_add_findings(&command->result, record);
	for (i = 0; i < record->nr_findings; i++)
		campaign_finding_print(file, record->name, &record->findings[i]);
	fflush(file);
}

static int tell(struct command *command)
{
	const struct explore_options *o = &command->options;
	struct campaign_result *result = &command->result;
	int status = campaign_result_status(result);
	char path[PATH_MAX];
	json_t *object;

	snprintf(path, sizeof(path), "%s/result.json", o->out);
	if (!campaign_result_save(result, path) ||
	    (o->junit && !campaign_result_junit(result, o->junit)))
		status = status ? status : RUN_BAD_INPUT;
	if (!o->has_json) {
		campaign_result_print(stdout, result);
		return status;
	}
	object = campaign_result_json(result);
	json_dumpf(object, stdout, JSON_INDENT(2));
	printf("\n");
	json_decref(object);
	return status;
}

static int run_all(struct command *command, const char *program)
{
	const struct explore_options *o = &command->options;
	const struct crew_orders orders = { .campaign = &o->campaign,
					    .place = { program, o->out },
					    .shard = o->shard,
					    .nr_shards = o->nr_shards,
					    .nr_jobs = o->nr_jobs,
					    .must_resume = o->must_resume,
					    .max_findings = o->max_findings,
					    .time_ns = o->time_s * 1000000000ull,
					    .again = o->again,
					    .heard = hear,
					    .ctx = command };
	struct campaign_result *result = &command->result;
	struct crew_result crew;
	char error[LOGBOOK_ERROR_CHARS];
	int status;

	if (!crew_run(&orders, &crew, error, sizeof(error))) {
		fprintf(stderr, "wbsim explore: %s\n", error);
		crew_result_exit(&crew);
		return RUN_BAD_INPUT;
	}
	if (crew.message)
		fprintf(stderr, "wbsim explore: %s\n", crew.message);
	totals_exit(&result->totals);
	result->totals = crew.totals;
	memset(&crew.totals, 0, sizeof(crew.totals));
	result->end = campaign_end_text(crew.end);
	result->nr_units = crew.nr_units;
	result->nr_resumed = crew.nr_resumed;
	result->wall_ns = crew.wall_ns;
	status = tell(command);
	if (crew.end == CAMPAIGN_INTERRUPTED)
		status = RUN_INTERRUPTED;
	else if (crew.end == CAMPAIGN_BROKEN)
		status = RUN_HARNESS_FAULT;
	crew_result_exit(&crew);
	return status;
}

static int run_one(struct command *command, const char *program)
{
	const struct explore_options *o = &command->options;
	const struct campaign_place place = { program, o->out };
	struct unit_record record;

	memset(&record, 0, sizeof(record));
	if (!campaign_work_one(&o->campaign, &place, o->unit, &record)) {
		unit_record_exit(&record);
		if (interrupt_came)
			return RUN_INTERRUPTED;
		fprintf(stderr, "wbsim explore: --unit %llu: there are fewer\n", o->unit);
		return RUN_BAD_INPUT;
	}
	printf("unit %llu: %s\n", record.index, record.name);
	if (record.message)
		fprintf(stderr, "wbsim explore: %s\n", record.message);
	hear(command, &record);
	totals_add(&command->result.totals, &record);
	command->result.nr_units = 1;
	campaign_result_print(stdout, &command->result);
	unit_record_exit(&record);
	return campaign_result_status(&command->result);
}

int explore_main(const char *program, int argc, char **argv)
{
	struct command command;
	int status = explore_options_read(program, argc, argv, &command.options);

	if (status < 0) {
		campaign_result_init(&command.result);
		command.result.head = logbook_head(&command.options.campaign, command.options.shard,
						   command.options.nr_shards);
		interrupt_catch();
		status = command.options.unit == ~0ull ? run_all(&command, program) :
							 run_one(&command, program);
		campaign_result_exit(&command.result);
	}
	explore_options_exit(&command.options);
	return status;
}
