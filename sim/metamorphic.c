// SPDX-License-Identifier: GPL-2.0-only
/*
 * The same requests under other conditions leave the same contents.
 *
 * From: the command line.
 * To:   run.c, once per variation; contents.c for what each left.
 *
 * The seed draws what the script draws: the requests. All else - who runs when, how long
 * an I/O takes, in which context it ends, and each vary{} of the script - is drawn by the
 * number of the variation. 0 is the dull one: first of each list, no preemption.
 */
#include "metamorphic.h"

#include <errno.h>
#include <getopt.h>
#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "folder.h"
#include "interrupt.h"
#include "json.h"
#include "report.h"
#include "scenario.h"
#include "tape.h"
#include "verb-option.h"

static const char help[] =
	"wbsim metamorphic SCENARIO [OPTION...]\n"
	"\n"
	"Runs the same requests again and again, each time under another schedule, other\n"
	"latencies and another choice of each vary{} of the script. All runs must leave the\n"
	"same contents: each sector a part of the same write, by its name and number.\n"
	"\n"
	"  --seed N          which requests (1)\n"
	"  --seeds A-B       all of these\n"
	"  --variations N    of each seed, the dull one included (20)\n"
	"  --out DIR         where findings go (findings)\n"
	"  --json            print one JSON object instead of text\n"
	"\n"
	"Ends 0: all the same; 1: contents differ, or a promise was broken; 2: bad usage or\n"
	"scenario; 3: the harness failed; 130: interrupted.\n";

#define MIN_VARIATIONS 2ull /* there is nothing to compare in one */

struct options {
	const char *program, *scenario, *out;
	u64 seed_first, seed_last, nr_variations;
	bool is_json;
	json_t *runs; /* --json: what is said of each seed; else NULL */
};

/* --- one seed --- */

static void run_variation(struct run *run, u64 seed, u64 number, struct run_result *result)
{
	const struct run_variation variation = { .seed = number,
						 .script_seed = seed,
						 .has_script_seed = true };
	struct run_limits limits = run_default_limits;

	limits.must_not_explore = true;
	run_varied(run, &variation, &limits, result);
	result->seed = seed;
}

/* Later runs are compared with the first. */
static void compare(struct metamorphic *m)
{
	struct contents now;

	contents_take(&now);
	if (m->nr_variations++) {
		m->difference = contents_differ(&m->first, &now);
		contents_exit(&now);
		return;
	}
	m->first = now;
	m->hash = contents_hash(&now);
}

void metamorphic_run(struct run *run, u64 seed, u64 nr, struct metamorphic *m)
{
	memset(m, 0, sizeof(*m));
	do {
		run_result_exit(&m->result);
		contents_begin();
		run_variation(run, seed, m->nr_variations, &m->result);
		if (m->result.status == RUN_HELD)
			compare(m);
		if (interrupt_came)
			m->result.status = RUN_INTERRUPTED;
	} while (m->result.status == RUN_HELD && !m->difference && m->nr_variations < nr);
	contents_drop();
	if (m->difference)
		m->result.status = RUN_VIOLATED;
}

void metamorphic_exit(struct metamorphic *m)
{
	contents_exit(&m->first);
	run_result_exit(&m->result);
}

/* --- what it says --- */

/* The tape of the run that is not as it should be; it replays by itself. */
static bool save(const struct run_result *result, const struct options *o, char *path, size_t bytes)
{
	char error[512];

	snprintf(path, bytes, "%s/metamorphic-%.12s", o->out, result->digest);
	if (!folder_make(path)) {
		fprintf(stderr, "wbsim: %s: %s\n", path, strerror(errno));
		return false;
	}
	strncat(path, "/tape", bytes - strlen(path) - 1);
	if (tape_write(&result->tape, path, error, sizeof(error)))
		return true;
	fprintf(stderr, "wbsim: %s\n", error);
	return false;
}

/* How many variations lead to what was found. */
static u64 nr_to_repeat(const struct metamorphic *m)
{
	u64 nr = m->nr_variations + !m->difference;

	return nr < MIN_VARIATIONS ? MIN_VARIATIONS : nr;
}

static void tell_json(const struct metamorphic *m, const char *tape, json_t *runs)
{
	const struct run_result *r = &m->result;
	char hash[20];
	json_t *run;

	snprintf(hash, sizeof(hash), "%016llx", m->hash);
	run = json_pack("{s:s, s:I, s:I, s:s, s:I}", "verdict", json_verdict(r->status), "seed",
			(json_int_t)r->seed, "variations", (json_int_t)m->nr_variations, "contents",
			hash, "sectors", (json_int_t)m->first.nr);
	if (r->status == RUN_VIOLATED) {
		json_object_set_new(run, "rule",
				    json_string(m->difference ? "C14" : r->finding.rule));
		json_object_set_new(run, "text",
				    json_string(m->difference ? m->difference : r->finding.text));
		json_object_set_new(run, "tape", json_string(tape));
	}
	json_array_append_new(runs, run);
}

static void tell_text(const struct scenario *scenario, const struct metamorphic *m,
		      const char *tape, const struct options *o)
{
	const struct run_result *r = &m->result;

	printf("%s %s  seed %llu  variations %llu  contents %016llx  sectors %llu\n",
	       report_word(r->status), scenario->name, r->seed, m->nr_variations, m->hash,
	       m->first.nr);
	if (r->status != RUN_VIOLATED)
		return;
	report_finding(stdout, scenario, r, NULL);
	if (m->difference)
		printf("  broken: C14\n    variation 0 and variation %llu left other contents.\n"
		       "    %s\n",
		       m->nr_variations - 1, m->difference);
	printf("  again: %s metamorphic %s --seed %llu --variations %llu\n"
	       "  that run alone: %s run %s --tape %s\n",
	       o->program, scenario->name, r->seed, nr_to_repeat(m), o->program, scenario->name,
	       tape);
}

static int tell(const struct scenario *scenario, struct metamorphic *m, const struct options *o)
{
	const struct run_result *r = &m->result;
	char tape[PATH_MAX] = "";

	if (r->message)
		fprintf(stderr, "wbsim: %s\n", r->message);
	if (r->status == RUN_VIOLATED && !save(r, o, tape, sizeof(tape)))
		return RUN_HARNESS_FAULT;
	if (o->runs)
		tell_json(m, tape, o->runs);
	else if (r->status != RUN_BAD_INPUT)
		tell_text(scenario, m, tape, o);
	return r->status;
}

static void print_json(const struct scenario *scenario, int status, json_t *runs)
{
	json_t *all = json_pack("{s:s, s:s, s:s, s:o}", "verdict", json_verdict(status), "scenario",
				scenario->name, "build", tape_build_id(), "runs", runs);

	json_dumpf(all, stdout, JSON_INDENT(2));
	putchar('\n');
	json_decref(all);
}

static int run_seeds(const struct scenario *scenario, const struct options *o)
{
	struct run *run = run_create(scenario);
	int status = RUN_HELD, one = RUN_HELD;
	struct metamorphic m;
	u64 seed = o->seed_first;

	do {
		metamorphic_run(run, seed, o->nr_variations, &m);
		one = tell(scenario, &m, o);
		metamorphic_exit(&m);
		status = one > status ? one : status;
	} while (one != RUN_BAD_INPUT && one != RUN_INTERRUPTED && seed++ < o->seed_last);
	run_destroy(run);
	return status;
}

/* --- options --- */

static bool bad(const char *option, const char *text, const char *expected)
{
	return verb_option_bad("metamorphic", option, text, expected);
}

static bool read_seeds(const char *text, struct options *o)
{
	char end;

	if (strchr(text, '-') &&
	    sscanf(text, "%llu-%llu%c", &o->seed_first, &o->seed_last, &end) == 2 && *text != '-' &&
	    o->seed_first <= o->seed_last)
		return true;
	return bad("--seeds", text, "two numbers such as 1-100, the lower first");
}

static bool read_number(const char *option, const char *text, u64 min, u64 *value)
{
	return verb_option_number("metamorphic", option, text, min, ~0ull, value);
}

static bool read_option(int option, const char *text, struct options *o)
{
	switch (option) {
	case 's':
		return read_number("--seed", text, 0, &o->seed_first) &&
		       ((o->seed_last = o->seed_first), true);
	case 'S':
		return read_seeds(text, o);
	case 'v':
		return read_number("--variations", text, MIN_VARIATIONS, &o->nr_variations);
	case 'j':
		o->is_json = true;
		return true;
	default:
		o->out = text;
		return true;
	}
}

/* Return: -1 to go on, else the exit status. */
static int read_options(int argc, char **argv, struct options *o)
{
	static const struct option longs[] = {
		{ "seed", required_argument, NULL, 's' },
		{ "seeds", required_argument, NULL, 'S' },
		{ "variations", required_argument, NULL, 'v' },
		{ "out", required_argument, NULL, 'o' },
		{ "json", no_argument, NULL, 'j' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	int option;

	optind = 0;
	opterr = 0;
	while ((option = getopt_long(argc, argv, "", longs, NULL)) != -1) {
		if (option == 'h')
			return fputs(help, stdout) < 0 ? RUN_HARNESS_FAULT : RUN_HELD;
		if (option == '?') {
			bad(argv[optind - 1], NULL, "one of its options, with its argument");
			return RUN_BAD_INPUT;
		}
		if (!read_option(option, optarg, o))
			return RUN_BAD_INPUT;
	}
	if (optind + 1 != argc) {
		bad("which scenario?", NULL, "one scenario");
		return RUN_BAD_INPUT;
	}
	o->scenario = argv[optind];
	return -1;
}

int metamorphic_main(const char *program, int argc, char **argv)
{
	struct options o = { .program = program,
			     .out = "findings",
			     .seed_first = 1,
			     .seed_last = 1,
			     .nr_variations = 20 };
	int status = read_options(argc, argv, &o);
	struct scenario *scenario;
	char error[2048];

	if (status >= 0)
		return status;
	scenario = scenario_open(o.scenario, error, sizeof(error));
	if (!scenario) {
		fprintf(stderr, "wbsim: %s\n", error);
		return RUN_BAD_INPUT;
	}
	if (o.is_json)
		o.runs = json_array();
	interrupt_catch();
	status = run_seeds(scenario, &o);
	if (o.runs)
		print_json(scenario, status, o.runs);
	scenario_close(scenario);
	return status;
}
