// SPDX-License-Identifier: GPL-2.0-only
/*
 * Results for machines.
 *
 * From: run_result.
 * To:   --json, --junit.
 */
#include "json.h"

#include <jansson.h>
#include <string.h>

#include "scenario.h"
#include "tape.h"

static const char *const status_names[] = { "held", "violated", "bad-input", "harness-fault" };

const char *json_verdict(enum run_status status)
{
	return status == RUN_INTERRUPTED ? "interrupted" : status_names[status];
}

static json_t *finding_object(const struct run_finding *f)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:I}", "rule", f->rule, "text", f->text, "task",
			 f->task, "stack", f->stack, "time_ns", (json_int_t)f->time_ns);
}

static json_t *level_object(const struct crash_level *l)
{
	json_t *level = json_pack("{s:I, s:f, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I}",
				  "boundaries", (json_int_t)l->nr_boundaries, "log2_representable",
				  l->log2_representable, "within_bound", (json_int_t)l->nr_bounded,
				  "distinct", (json_int_t)l->nr_images, "recovered",
				  (json_int_t)l->nr_recovered, "pruned", (json_int_t)l->nr_pruned,
				  "spot_checked", (json_int_t)l->nr_spot_checked, "skipped",
				  (json_int_t)l->nr_skipped, "opened", (json_int_t)l->nr_opened,
				  "unopened", (json_int_t)l->nr_unopened);

	if (l->nr_representable != ~0ull)
		json_object_set_new(level, "representable",
				    json_integer((json_int_t)l->nr_representable));
	return level;
}

static json_t *crash_object(const struct crash_stats *crash)
{
	json_t *levels = json_array();
	u32 i;

	for (i = 0; i < crash->depth; i++)
		json_array_append_new(levels, level_object(&crash->levels[i]));
	return json_pack("{s:i, s:i, s:b, s:b, s:f, s:o}", "k", crash->k, "depth", crash->depth,
			 "is_complete", crash->is_complete, "has_more", crash->has_more, "fraction",
			 crash_stats_fraction(crash), "depths", levels);
}

static json_t *run_object(const struct run_result *r)
{
	const struct world_counts *c = &r->counts;
	json_t *run = json_pack(
		"{s:s, s:I, s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I}", "verdict",
		json_verdict(r->status), "seed", (json_int_t)r->seed, "digest", r->digest, "reads",
		(json_int_t)c->nr_requests[USER_READ], "writes",
		(json_int_t)c->nr_requests[USER_WRITE], "flushes",
		(json_int_t)c->nr_requests[USER_FLUSH], "discards",
		(json_int_t)c->nr_requests[USER_DISCARD], "boots", (json_int_t)c->nr_boots, "cuts",
		(json_int_t)c->nr_cuts, "steps", (json_int_t)r->stats.nr_steps, "virtual_ns",
		(json_int_t)c->virtual_ns, "wall_ns", (json_int_t)r->wall_ns, "boundaries",
		(json_int_t)r->nr_boundaries, "crash_states", (json_int_t)r->nr_states);

	if (r->crash.depth)
		json_object_set_new(run, "crash", crash_object(&r->crash));
	json_object_set_new(run, "exposure_ns", json_integer((json_int_t)c->exposure_ns));
	if (r->finding.rule)
		json_object_set_new(run, "finding", finding_object(&r->finding));
	if (r->message)
		json_object_set_new(run, "message", json_string(r->message));
	return run;
}

static enum run_status worst(const struct run_result *results, size_t nr)
{
	enum run_status status = RUN_HELD;
	size_t i;

	for (i = 0; i < nr; i++)
		if (results[i].status > status)
			status = results[i].status;
	return status;
}

void json_write(FILE *file, const struct scenario *scenario, const struct run_result *results,
		size_t nr)
{
	json_t *object, *runs = json_array();
	size_t i;

	for (i = 0; i < nr; i++)
		json_array_append_new(runs, run_object(&results[i]));
	object = json_pack("{s:s, s:s, s:s, s:s, s:s, s:o}", "verdict",
			   json_verdict(worst(results, nr)), "scenario", scenario->name, "claim",
			   scenario->claim, "claims", scenario->claims, "build", tape_build_id(),
			   "runs", runs);
	json_dumpf(object, file, JSON_INDENT(2));
	fprintf(file, "\n");
	json_decref(object);
}

void junit_quote(FILE *file, const char *text)
{
	for (; *text; text++) {
		switch (*text) {
		case '<':
			fputs("&lt;", file);
			break;
		case '&':
			fputs("&amp;", file);
			break;
		case '"':
			fputs("&quot;", file);
			break;
		default:
			fputc((unsigned char)*text < ' ' && *text != '\n' ? '?' : *text, file);
		}
	}
}

static void write_case(FILE *file, const struct scenario *scenario, const struct run_result *r)
{
	const char *text = r->finding.text ? r->finding.text : r->message;

	fprintf(file, "<testcase classname=\"wbsim\" name=\"");
	junit_quote(file, scenario->name);
	fprintf(file, " seed %llu\" time=\"%.3f\">", r->seed, r->wall_ns / 1e9);
	if (r->status != RUN_HELD) {
		fprintf(file, "<%s message=\"%s\">",
			r->status == RUN_VIOLATED ? "failure" : "error",
			r->finding.rule ? r->finding.rule : json_verdict(r->status));
		junit_quote(file, text ? text : "");
		fprintf(file, "</%s>", r->status == RUN_VIOLATED ? "failure" : "error");
	}
	fprintf(file, "</testcase>\n");
}

bool junit_write(const char *path, const struct scenario *scenario,
		 const struct run_result *results, size_t nr)
{
	FILE *file = fopen(path, "wb");
	size_t i, nr_failed = 0;
	bool is_good;

	if (!file)
		return false;
	for (i = 0; i < nr; i++)
		nr_failed += results[i].status != RUN_HELD;
	fprintf(file,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<testsuite name=\"wbsim\" tests=\"%zu\" failures=\"%zu\">\n",
		nr, nr_failed);
	for (i = 0; i < nr; i++)
		write_case(file, scenario, &results[i]);
	fprintf(file, "</testsuite>\n");
	is_good = !ferror(file);
	return !fclose(file) && is_good;
}
