// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a campaign came to.
 *
 * From: explore-command.c, merge-command.c.
 * To:   standard output, result.json, a JUnit file.
 */
#include "campaign-result.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "campaign-crew.h"
#include "json.h"
#include "report.h"
#include "schedule.h"

void campaign_result_init(struct campaign_result *result)
{
	memset(result, 0, sizeof(*result));
	totals_init(&result->totals);
	result->findings = json_array();
	result->end = "complete";
}

void campaign_result_exit(struct campaign_result *result)
{
	totals_exit(&result->totals);
	json_decref(result->findings);
	json_decref(result->head);
}

void campaign_result_add_findings(struct campaign_result *result, const struct unit_record *record)
{
	const struct unit_finding *f;
	size_t i;

	for (i = 0; i < record->nr_findings; i++) {
		f = &record->findings[i];
		json_array_append_new(result->findings,
				      json_pack("{s:I, s:s, s:s, s:s, s:s, s:s}", "unit",
						(json_int_t)record->index, "name", record->name,
						"rule", f->rule, "text", f->text, "replay",
						f->replay, "folder", f->folder));
	}
}

enum run_status campaign_result_status(const struct campaign_result *result)
{
	if (result->totals.status == RUN_HARNESS_FAULT || result->totals.status == RUN_BAD_INPUT)
		return result->totals.status;
	if (swarm_silent(&result->totals.swarm.tally))
		return RUN_HARNESS_FAULT;
	return result->totals.counts.nr_findings ? RUN_VIOLATED : RUN_HELD;
}

static const char *text_of(const json_t *object, const char *name)
{
	const char *text = json_string_value(json_object_get(object, name));

	return text ? text : "";
}

/* --- for people --- */

void campaign_finding_print(FILE *file, const char *unit, const struct unit_finding *finding)
{
	fprintf(file, "FAIL %s\n", unit);
	if (strncmp(finding->text, "  broken: ", 10))
		fprintf(file, "  broken: %s: ", finding->rule);
	fprintf(file, "%s%s", finding->text,
		*finding->text && finding->text[strlen(finding->text) - 1] == '\n' ? "" : "\n");
	fprintf(file, "  replay: %s\n", finding->replay);
	fprintf(file, "  shrink: %.*s shrink %s\n", (int)strcspn(finding->replay, " "),
		finding->replay, finding->folder);
}

/* "pct:3" has a bound on what it misses; other schedules have none. */
static u32 pct_depth(const struct campaign_result *result)
{
	const char *at = strstr(text_of(result->head, "options"), " of pct:");

	return at ? strtoul(at + strlen(" of pct:"), NULL, 10) : 0;
}

static double miss_bound(const struct campaign_result *result)
{
	const struct unit_counts *c = &result->totals.counts;

	return schedule_miss_bound(c->max_tasks, c->max_steps, pct_depth(result), c->nr_schedules);
}

static void print_schedules(FILE *file, const struct campaign_result *result)
{
	const struct unit_counts *c = &result->totals.counts;

	if (!c->nr_schedules)
		return;
	fprintf(file, "  schedules %llu  n %llu tasks  k %llu steps", c->nr_schedules, c->max_tasks,
		c->max_steps);
	if (pct_depth(result))
		fprintf(file, "  d %u  miss bound (1 - 1/(n*k^(d-1)))^runs = %.6f",
			pct_depth(result), miss_bound(result));
	fprintf(file, "\n");
}

/* Who ended it by hand has no verdict but what was found until then. */
static enum run_status verdict(const struct campaign_result *result)
{
	enum run_status status = campaign_result_status(result);

	if (status == RUN_HELD && !strcmp(result->end, campaign_end_text(CAMPAIGN_INTERRUPTED)))
		status = RUN_INTERRUPTED;
	return status;
}

static void print_scenarios(FILE *file, const struct campaign_result *result)
{
	const json_t *scenarios = json_object_get(result->head, "scenarios");
	size_t nr = json_array_size(scenarios);

	fprintf(file, " %s", text_of(json_array_get(scenarios, 0), "name"));
	if (nr > 1)
		fprintf(file, " and %zu more", nr - 1);
}

void campaign_result_print(FILE *file, struct campaign_result *result)
{
	struct campaign_totals *t = &result->totals;
	const struct unit_counts *c = &t->counts;

	fprintf(file, "%s", report_word(verdict(result)));
	print_scenarios(file, result);
	fprintf(file, "  units %llu", t->nr_units);
	if (result->nr_units != t->nr_units) {
		if (result->nr_units)
			fprintf(file, " of %llu", result->nr_units);
		fprintf(file, ", %s", result->end);
	}
	fprintf(file,
		"  runs %llu  crash states %llu  failures that came %llu  pairs %llu  distinct "
		"%llu  findings %llu",
		c->nr_runs, c->nr_states, c->nr_fired, c->nr_pairs, totals_distinct(t),
		c->nr_findings);
	if (result->wall_ns)
		fprintf(file, "  wall %.1f s", result->wall_ns / 1e9);
	if (result->wall_ns && !result->nr_resumed)
		fprintf(file, "  states/s %.0f",
			(c->nr_runs + c->nr_states) * 1e9 / result->wall_ns);
	fprintf(file, "\n");
	if (t->crash.depth)
		report_crash(file, &t->crash);
	print_schedules(file, result);
	if (t->swarm.tally.nr_runs)
		campaign_swarm_print(file, &t->swarm);
}

/* --- for machines --- */

static int finding_compare(const void *a, const void *b)
{
	const json_t *x = *(json_t *const *)a, *y = *(json_t *const *)b;
	json_int_t i = json_integer_value(json_object_get(x, "unit"));
	json_int_t k = json_integer_value(json_object_get(y, "unit"));

	return i != k ? (i > k) - (i < k) : strcmp(text_of(x, "replay"), text_of(y, "replay"));
}

/* By unit: workers and shards end them in any order. */
static json_t *sorted_findings(const struct campaign_result *result)
{
	size_t nr = json_array_size(result->findings), i;
	json_t **all = calloc(nr + 1, sizeof(*all)), *array = json_array();

	for (i = 0; i < nr; i++)
		all[i] = json_array_get(result->findings, i);
	qsort(all, nr, sizeof(*all), finding_compare);
	for (i = 0; i < nr; i++)
		json_array_append(array, all[i]);
	free(all);
	return array;
}

static json_t *level_object(const struct crash_level *level)
{
	return json_pack("{s:I, s:f, s:I, s:I, s:I, s:I, s:I, s:I}", "boundaries",
			 (json_int_t)level->nr_boundaries, "log2_representable",
			 round(level->log2_representable * 10) / 10, "within_bound",
			 (json_int_t)level->nr_bounded, "distinct", (json_int_t)level->nr_images,
			 "recovered", (json_int_t)level->nr_recovered, "by_read_set",
			 (json_int_t)level->nr_pruned, "spot_checked",
			 (json_int_t)level->nr_spot_checked, "skipped",
			 (json_int_t)level->nr_skipped);
}

/* A sum over all states: shards and parts add up to it. */
static json_t *digest(const struct crash_stats *crash)
{
	char text[33];

	snprintf(text, sizeof(text), "%016llx%016llx", crash->digest_high, crash->digest_low);
	return json_string(text);
}

static json_t *crash_object(const struct crash_stats *crash)
{
	json_t *levels = json_array();
	u32 i;

	for (i = 0; i < crash->depth; i++)
		json_array_append_new(levels, level_object(&crash->levels[i]));
	return json_pack("{s:I, s:I, s:b, s:o, s:o}", "k", (json_int_t)crash->k, "depth",
			 (json_int_t)crash->depth, "complete", (int)crash->is_complete, "levels",
			 levels, "digest", digest(crash));
}

static json_t *schedules_object(const struct campaign_result *result)
{
	const struct unit_counts *c = &result->totals.counts;
	json_t *object = json_pack("{s:I, s:I, s:I}", "runs", (json_int_t)c->nr_schedules, "tasks",
				   (json_int_t)c->max_tasks, "steps", (json_int_t)c->max_steps);

	if (pct_depth(result)) {
		json_object_set_new(object, "depth", json_integer(pct_depth(result)));
		json_object_set_new(object, "miss_bound", json_real(miss_bound(result)));
	}
	return object;
}

json_t *campaign_result_json(struct campaign_result *result)
{
	struct campaign_totals *t = &result->totals;
	const struct unit_counts *c = &t->counts;
	json_t *object = json_deep_copy(result->head);

	json_object_update_new(
		object,
		json_pack("{s:s, s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I}",
			  "verdict", json_verdict(verdict(result)), "end", result->end, "units",
			  (json_int_t)result->nr_units, "units_done", (json_int_t)t->nr_units,
			  "runs", (json_int_t)c->nr_runs, "crash_states", (json_int_t)c->nr_states,
			  "failures_that_came", (json_int_t)c->nr_fired, "pairs",
			  (json_int_t)c->nr_pairs, "boots", (json_int_t)c->nr_boots, "cuts",
			  (json_int_t)c->nr_cuts, "virtual_ns", (json_int_t)c->virtual_ns,
			  "distinct", (json_int_t)totals_distinct(t), "incomplete",
			  (json_int_t)c->nr_incomplete));
	if (t->crash.depth)
		json_object_set_new(object, "crash", crash_object(&t->crash));
	if (c->nr_schedules)
		json_object_set_new(object, "schedules", schedules_object(result));
	if (t->swarm.tally.nr_runs)
		json_object_set_new(object, "swarm", campaign_swarm_summary(&t->swarm));
	json_object_set_new(object, "findings", sorted_findings(result));
	json_object_set_new(object, "wall_s", json_real(result->wall_ns / 1e9));
	return object;
}

bool campaign_result_save(struct campaign_result *result, const char *path)
{
	json_t *object = campaign_result_json(result);
	bool is_good = !json_dump_file(object, path, JSON_INDENT(2));

	if (!is_good)
		fprintf(stderr, "wbsim: %s: %s\n", path, strerror(errno));
	json_decref(object);
	return is_good;
}

bool campaign_result_junit(struct campaign_result *result, const char *path)
{
	FILE *file = fopen(path, "wb");
	const json_t *finding;
	size_t i;
	bool is_good;

	if (!file) {
		fprintf(stderr, "wbsim: %s: %s\n", path, strerror(errno));
		return false;
	}
	fprintf(file,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<testsuite name=\"wbsim explore\" tests=\"%zu\" failures=\"%zu\">\n"
		"<testcase classname=\"wbsim\" name=\"%llu units\" time=\"%.3f\"></testcase>\n",
		json_array_size(result->findings) + 1, json_array_size(result->findings),
		result->totals.nr_units, result->wall_ns / 1e9);
	json_array_foreach(result->findings, i, finding)
	{
		fprintf(file, "<testcase classname=\"wbsim\" name=\"");
		junit_quote(file, text_of(finding, "name"));
		fprintf(file, "\"><failure message=\"");
		junit_quote(file, text_of(finding, "rule"));
		fprintf(file, "\">");
		junit_quote(file, text_of(finding, "text"));
		junit_quote(file, text_of(finding, "replay"));
		fprintf(file, "</failure></testcase>\n");
	}
	fprintf(file, "</testsuite>\n");
	is_good = !ferror(file);
	return !fclose(file) && is_good;
}
