// SPDX-License-Identifier: GPL-2.0-only
/*
 * The end of a search.
 *
 * From: shrink.c.
 * To:   the files shrunk.lua and shrunk.tape; run.c, which shows that they do what they say;
 *	 standard output.
 */
#include "shrink-result.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "scenario.h"
#include "shrink-plan.h"
#include "shrink-search.h"
#include "shrink-tape.h"
#include "shrink-write.h"

#define MAX_SEEDS_ALONE 200

static bool complain(const char *text)
{
	fprintf(stderr, "wbsim shrink: %s\n", text);
	return false;
}

/* --- checks, from the files --- */

static struct scenario *open_result(const struct shrink_result *r)
{
	char error[2048];
	struct scenario *scenario;

	if (!r->has_script)
		return scenario_from_text(r->scenario->name, r->scenario->text);
	scenario = scenario_open(r->lua, error, sizeof(error));
	if (!scenario)
		complain(error);
	return scenario;
}

static bool check_tape(struct shrink_result *r, const struct search *s, struct run *run)
{
	struct run_result result;
	char error[5000];
	struct tape tape;
	bool is_same;

	if (!tape_read(&tape, r->tape, error, sizeof(error)))
		return complain(error);
	run_tape(run, &tape, &result);
	is_same = identity_is(&s->id, &result) && tape.scenario_hash == run_scenario(run)->hash;
	run_result_exit(&result);
	tape_exit(&tape);
	snprintf(r->replay, sizeof(r->replay), "%s run %s --tape %s%s%s", r->program,
		 run_scenario(run)->name, r->tape, r->model ? " --model " : "",
		 r->model ? r->model : "");
	return is_same || complain("the written tape does not lead to the finding");
}

static bool is_found_alone(const struct search *s, struct run *run, const struct run_limits *limits,
			   u64 seed)
{
	struct run_result result;
	bool is_same;

	run_seed(run, seed, limits, &result);
	is_same = identity_is(&s->id, &result);
	run_result_exit(&result);
	return is_same;
}

/* Nested cuts by the thousand are bounded as in the search; else nothing is. */
static bool check_alone(struct shrink_result *r, const struct search *s, struct run *run)
{
	bool is_bounded = search_nr_anywhere(s->plan) > 1;
	const struct run_limits *limits = is_bounded ? &s->limits : &run_default_limits;
	u64 seed = 1, i = 0;
	char extra[64] = "";
	bool is_same;

	/* The seed that one gets without asking, the one that the search ended with, others. */
	while (!(is_same = is_found_alone(s, run, limits, seed)) && i < MAX_SEEDS_ALONE) {
		seed = i ? i - 1 : s->seed;
		i++;
	}
	if (!is_same)
		return complain("the written scenario alone does not show the finding");
	if (seed != 1)
		snprintf(extra, sizeof(extra), " --seed %llu", seed);
	if (is_bounded)
		snprintf(extra + strlen(extra), sizeof(extra) - strlen(extra), " --max-states %llu",
			 limits->max_states);
	snprintf(r->alone, sizeof(r->alone), "%s run %s%s", r->program, run_scenario(run)->name,
		 extra);
	return true;
}

/* --- writing --- */

/* The tape of the very text in the file. */
static bool write_tape(const struct shrink_result *r, struct search *s, struct run *run)
{
	struct run_result result;
	char error[5000] = "";
	bool is_good;

	run_tape(run, &s->tape, &result);
	is_good = identity_is(&s->id, &result);
	if (!is_good)
		complain("the commented scenario does not replay");
	else if (!tape_write(&result.tape, r->tape, error, sizeof(error)))
		is_good = complain(error);
	run_result_exit(&result);
	return is_good;
}

/* Shrinks the tape on the way; the comment says what that run sees. */
static char *make_text(const struct shrink_result *r, struct search *s)
{
	char *bare = plan_text(s->plan, ""), *comment, *text;
	struct scenario *scenario = scenario_from_text(s->name, bare);
	struct run *run = run_create(scenario);
	struct run_result result;

	tape_shrink(s, run);
	run_tape(run, &s->tape, &result);
	comment = result.finding.rule ? shrink_comment(&result.finding, strstr(bare, "cut") != NULL,
						       r->scenario->claims) :
					strdup("");
	text = plan_text(s->plan, comment);
	run_result_exit(&result);
	run_destroy(run);
	scenario_close(scenario);
	free(comment);
	free(bare);
	return text;
}

static void shrink_tape_only(struct shrink_result *r, struct search *s)
{
	struct run *run = run_create(r->scenario);

	tape_shrink(s, run);
	run_destroy(run);
}

enum run_status shrink_result_write(struct shrink_result *r, struct search *s)
{
	struct scenario *scenario;
	bool is_good = true;
	struct run *run;

	snprintf(r->lua, sizeof(r->lua), "%s/shrunk.lua", r->folder);
	snprintf(r->tape, sizeof(r->tape), "%s/shrunk.tape", r->folder);
	if (r->has_script)
		r->text = make_text(r, s);
	else
		shrink_tape_only(r, s);
	if (r->has_script && !shrink_write_text(r->lua, r->text))
		return RUN_BAD_INPUT;
	scenario = open_result(r);
	if (!scenario)
		return RUN_HARNESS_FAULT;
	run = run_create(scenario);
	is_good = write_tape(r, s, run) && check_tape(r, s, run) &&
		  (!r->has_script || r->needs_tape || check_alone(r, s, run));
	run_destroy(run);
	scenario_close(scenario);
	r->nr_operations[1] = r->has_script ? plan_nr_operations(s->plan) : r->nr_operations[0];
	r->nr_choices[1] = s->tape.nr_entries;
	return is_good ? RUN_HELD : RUN_HARNESS_FAULT;
}

/* --- telling --- */

static double seconds_of(const struct search *s)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (now.tv_sec * 1000000000ull + now.tv_nsec - s->begin_ns) / 1e9;
}

static void tell_json(const struct shrink_result *r, const struct search *s)
{
	json_t *object = json_pack(
		"{s:s, s:s, s:s, s:b, s:[I, I], s:[I, I], s:I, s:I, s:I, s:f, s:s, s:b}",
		"scenario", r->scenario->name, "rule", s->id.rule, "kind", s->id.kind,
		"script_shrunk", r->has_script, "operations", (json_int_t)r->nr_operations[0],
		(json_int_t)r->nr_operations[1], "choices", (json_int_t)r->nr_choices[0],
		(json_int_t)r->nr_choices[1], "tries", (json_int_t)s->nr_tries, "kept",
		(json_int_t)s->nr_kept, "worlds", (json_int_t)s->nr_worlds, "seconds",
		seconds_of(s), "replay", r->replay, "interrupted", r->is_interrupted);

	if (r->has_script) {
		json_object_set_new(object, "run", json_string(r->alone));
		json_object_set_new(object, "text", json_string(r->text));
	} else {
		json_object_set_new(object, "why_not", json_string(r->why_not));
	}
	json_dumpf(object, r->file, JSON_INDENT(2));
	fprintf(r->file, "\n");
	json_decref(object);
}

void shrink_result_tell(const struct shrink_result *r, const struct search *s)
{
	const char *line = r->text, *end;

	if (r->has_json) {
		tell_json(r, s);
		return;
	}
	fprintf(r->file,
		"%s %s  rule %s%s%s  operations %u to %u  choices %zu to %zu  tries %llu  "
		"kept %llu  worlds %llu  wall %.1f s\n",
		r->is_interrupted ? "STOPPED" : "SHRUNK", r->scenario->name, s->id.rule,
		*s->id.kind ? ", " : "", s->id.kind, r->nr_operations[0], r->nr_operations[1],
		r->nr_choices[0], r->nr_choices[1], s->nr_tries, s->nr_kept, s->nr_worlds,
		seconds_of(s));
	if (!r->has_script)
		fprintf(r->file, "  the script stays as it is: %s\n", r->why_not);
	for (; line && *line; line = *end ? end + 1 : end) {
		end = strchrnul(line, '\n');
		fprintf(r->file, "    %.*s\n", (int)(end - line), line);
	}
	if (r->has_script && r->needs_tape)
		fprintf(r->file, "  run: only with its tape, for the trouble is there\n");
	else if (r->has_script)
		fprintf(r->file, "  run: %s\n", r->alone);
	fprintf(r->file, "  replay: %s\n", r->replay);
}
