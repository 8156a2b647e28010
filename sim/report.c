// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a run says.
 *
 * From: run_result, scenario.
 * To:   standard output, and a folder per finding.
 */
#include "report.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "folder.h"
#include "interrupt.h"
#include "scenario.h"
#include "trace.h"

const char *report_word(enum run_status status)
{
	switch (status) {
	case RUN_HELD:
		return "PASS";
	case RUN_VIOLATED:
		return "FAIL";
	case RUN_BAD_INPUT:
		return "BAD";
	case RUN_INTERRUPTED:
		return "STOPPED";
	default:
		return "FAULT";
	}
}

static void print_time(FILE *file, const char *name, u64 ns)
{
	if (ns < 10000000)
		fprintf(file, "  %s %llu us", name, ns / 1000);
	else if (ns < 10000000000ull)
		fprintf(file, "  %s %llu ms", name, ns / 1000000);
	else
		fprintf(file, "  %s %.1f s", name, ns / 1e9);
}

/* "4711" or, beyond what can be counted, "2^91.3" */
static void print_representable(FILE *file, const struct crash_level *level)
{
	if (level->nr_representable != ~0ull)
		fprintf(file, "%llu", level->nr_representable);
	else
		fprintf(file, "2^%.1f", level->log2_representable);
}

static void print_level(FILE *file, const struct crash_level *level, u32 depth)
{
	fprintf(file, "  depth %u: boundaries %llu  representable ", depth, level->nr_boundaries);
	print_representable(file, level);
	fprintf(file, "  within the bound %llu  distinct %llu  recovered %llu  pruned %llu",
		level->nr_bounded, level->nr_images, level->nr_recovered, level->nr_pruned);
	if (level->nr_spot_checked)
		fprintf(file, "  spot checks %llu", level->nr_spot_checked);
	if (level->nr_skipped)
		fprintf(file, "  skipped %llu", level->nr_skipped);
	fprintf(file, "\n");
}

void report_crash(FILE *file, const struct crash_stats *crash)
{
	double fraction = crash_stats_fraction(crash);
	u32 i;

	for (i = 0; i < crash->depth; i++)
		print_level(file, &crash->levels[i], i + 1);
	if (crash->is_complete)
		fprintf(file, "  complete within k %u, depth %u\n", crash->k, crash->depth);
	else if (crash->depth && fraction < 1)
		fprintf(file, "  visited of k %u, depth %u: %s%.3g %%\n", crash->k, crash->depth,
			crash->has_more ? "at most " : "", 100 * fraction);
	else if (crash->depth)
		fprintf(file, "  stopped within k %u, depth %u\n", crash->k, crash->depth);
}

void report_verdict(FILE *file, const struct scenario *scenario, const struct run_result *r)
{
	const struct world_counts *c = &r->counts;

	fprintf(file, "%s %s  seed %llu  digest %s", report_word(r->status), scenario->name,
		r->seed, r->digest);
	if (r->nr_states)
		fprintf(file, "  boundaries %llu  crash states %llu", r->nr_boundaries,
			r->nr_states);
	fprintf(file, "  writes %llu reads %llu flushes %llu", c->nr_requests[USER_WRITE],
		c->nr_requests[USER_READ], c->nr_requests[USER_FLUSH]);
	if (c->nr_requests[USER_DISCARD])
		fprintf(file, " discards %llu", c->nr_requests[USER_DISCARD]);
	fprintf(file, "  boots %llu", c->nr_boots);
	print_time(file, "virtual", c->virtual_ns);
	print_time(file, "wall", r->wall_ns);
	if (r->nr_states > 1 && r->wall_ns)
		fprintf(file, "  states/s %.0f", r->nr_states * 1e9 / r->wall_ns);
	fprintf(file, "\n");
	report_crash(file, &r->crash);
}

static void print_indented(FILE *file, const char *text)
{
	const char *end;

	while (*text) {
		end = strchrnul(text, '\n');
		fprintf(file, "    %.*s\n", (int)(end - text), text);
		text = *end ? end + 1 : end;
	}
}

void report_finding(FILE *file, const struct scenario *scenario, const struct run_result *r,
		    const char *replay)
{
	const struct run_finding *f = &r->finding;
	bool is_in_task = f->rule && strcmp(f->task, "host");

	if (!f->rule)
		return;
	fprintf(file, "  broken: %s", f->rule);
	if (is_in_task)
		fprintf(file, ", in task %s", f->task);
	fprintf(file, ", %.6f ms after the power came on. Promises of this scenario: %s\n",
		f->time_ns / 1e6, *scenario->claims ? scenario->claims : "none named");
	print_indented(file, f->text);
	if (*scenario->claim)
		fprintf(file, "  claimed: %s\n", scenario->claim);
	if (is_in_task && *f->stack) {
		fprintf(file, "  called from:\n");
		print_indented(file, f->stack);
	}
	if (replay)
		fprintf(file, "  replay: %s\n", replay);
}

/* --- saving --- */

static bool write_file(const char *folder, const char *name, const char *text, size_t bytes)
{
	char path[PATH_MAX];
	bool is_good;
	FILE *file;

	if (snprintf(path, sizeof(path), "%s/%s", folder, name) >= (int)sizeof(path))
		return false;
	file = fopen(path, "wb");
	if (!file)
		return false;
	is_good = fwrite(text, 1, bytes, file) == bytes;
	return !fclose(file) && is_good;
}

static bool is_same(const struct run_result *a, const struct run_result *b)
{
	return a->status == b->status && !strcmp(a->digest, b->digest) && a->finding.rule &&
	       b->finding.rule && !strcmp(a->finding.rule, b->finding.rule);
}

/* Replays with the timeline on; tells whether it came to the same. */
static bool replay_to(struct run *run, const struct run_result *result, const char *folder)
{
	struct run_result again;
	char path[PATH_MAX];
	bool is_good;
	FILE *file;

	snprintf(path, sizeof(path), "%s/events.txt", folder);
	file = fopen(path, "wb");
	if (!file)
		return false;
	trace_to(file);
	interrupt_hold();
	run_tape(run, &result->tape, &again);
	interrupt_release();
	trace_to(NULL);
	is_good = is_same(result, &again);
	if (!is_good)
		fprintf(stderr,
			"wbsim: nondeterminism: the replay ended %s %s with digest %s, not %s %s\n",
			report_word(again.status), again.finding.rule ? again.finding.rule : "",
			again.digest, result->finding.rule, result->digest);
	run_result_exit(&again);
	return !fclose(file) && is_good;
}

static bool save_texts(const struct scenario *scenario, const struct run_result *result,
		       const char *folder, const char *replay)
{
	char *text = NULL;
	size_t bytes = 0;
	FILE *file = open_memstream(&text, &bytes);
	bool is_good;

	report_verdict(file, scenario, result);
	report_finding(file, scenario, result, replay);
	fclose(file);
	is_good = write_file(folder, "report.txt", text, bytes) &&
		  write_file(folder, "scenario.lua", scenario->text, scenario->text_bytes);
	free(text);
	return is_good;
}

bool report_save(struct run *run, const struct run_result *result, const char *out,
		 const char *program, const char *options, char *folder, size_t folder_bytes)
{
	const struct scenario *scenario = run_scenario(run);
	char path[PATH_MAX], error[512] = "", replay[PATH_MAX * 2];
	bool is_good;

	snprintf(folder, folder_bytes, "%s/finding-%.12s", out, result->digest);
	snprintf(path, sizeof(path), "%s/tape", folder);
	snprintf(replay, sizeof(replay), "%s run %s --tape %s%s", program, scenario->name, path,
		 options);
	is_good = folder_make(folder);
	if (!is_good)
		snprintf(error, sizeof(error), "%s: %s", folder, strerror(errno));
	is_good = is_good && tape_write(&result->tape, path, error, sizeof(error)) &&
		  save_texts(scenario, result, folder, replay);
	if (!is_good) {
		fprintf(stderr, "wbsim: the finding was not saved: %s\n", error);
		return false;
	}
	return replay_to(run, result, folder);
}
