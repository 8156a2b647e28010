// SPDX-License-Identifier: GPL-2.0-only
/*
 * `wbsim run SCENARIO` and `wbsim list`.
 *
 * From: the command line.
 * To:   run.c for each seed, then report.c, json.c.
 */
#include "run-command.h"

#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audit-run.h"
#include "behaviour.h"
#include "crash.h"
#include "interrupt.h"
#include "json.h"
#include "pace.h"
#include "report.h"
#include "run.h"
#include "scenario.h"
#include "schedule-runs.h"
#include "script.h"
#include "shrink.h"
#include "trace.h"
#include "verb-option.h"

struct options {
	const char *program;
	const char *scenario;
	u64 seed_first, seed_last;
	const char *tape, *save_tape, *out, *junit;
	struct run_limits limits;
	bool has_json, has_trace, has_log;
	const char *model;
	bool must_shrink;
	char *finding; /* folder of the first one, if it is to be shrunk */
	struct schedule_runs schedules; /* none are asked for if max_runs is 0 */
	u64 nr_schedules; /* 0: not said */
};

#define DEFAULT_SCHEDULES 1000

static const char help[] =
	"wbsim run SCENARIO [OPTION...]\n"
	"\n"
	"Runs one scenario: a path, folder/name, or a name that is unique. If it cuts the\n"
	"power \"anywhere\", every event boundary is tried.\n"
	"\n"
	"  --seed N          which of all worlds (1); 0 is the one where nothing odd happens\n"
	"  --seeds A-B       all of these\n"
	"  --tape FILE       the very run that FILE recorded\n"
	"  --save-tape FILE  record this run\n"
	"  --crash           cut at the end of the script, too: at any boundary of what ran last\n"
	"  --depth N         cuts that are explored one within the other, at most 4 (2)\n"
	"  --k N             there, all subsets of what may survive that differ from none or\n"
	"                    from all in N sectors (1)\n"
	"  --random N        drawn subsets beyond those (6)\n"
	"  --no-classes      leave out combinations of header, metablocks and data of segments\n"
	"  --no-prune        run all states, also those that others stand for\n"
	"  --spot N          run each N-th of those after all (64; 0: none)\n"
	"  --part I/N        only this share of all states, I from 0\n"
	"  --max-states N    to run, of nested cuts together (200000)\n"
	"  --no-explore      draw one instant for a cut \"anywhere\" from the seed\n"
	"  --schedule HOW    many schedules of each seed, and no crash states: walk, walk:N,\n"
	"                    pct:D or dfs:P[:T]; docs/exploring.md says more\n"
	"  --schedules N     so many of them at most (1000)\n"
	"  --audit-every N   run each seed that N divides twice and compare the digests\n"
	"  --model NAME      crash model where the scenario names none: any, none, all,\n"
	"                    prefix, bounded\n"
	"  --out DIR         where findings go (findings)\n"
	"  --shrink          make the first finding small at once, as wbsim shrink does\n"
	"  --trace           print every event\n"
	"  --log             print the kernel log, and what the scenario prints\n"
	"  --json            print one JSON object instead of text\n"
	"  --junit FILE      write what CI servers read\n"
	"\n"
	"Ends 0: all held; 1: a promise was broken; 2: bad usage, scenario or input;\n"
	"3: the harness failed; 130: interrupted.\n";

/* --- options --- */

enum {
	OPT_SEED = 256,
	OPT_SEEDS,
	OPT_TAPE,
	OPT_SAVE,
	OPT_CRASH, /* from here to OPT_STATES: limits */
	OPT_DEPTH,
	OPT_K,
	OPT_NO_CLASSES,
	OPT_NO_PRUNE,
	OPT_SPOT,
	OPT_PART,
	OPT_RANDOM,
	OPT_STATES,
	OPT_NO_EXPLORE,
	OPT_SCHEDULE,
	OPT_SCHEDULES,
	OPT_AUDIT,
	OPT_MODEL,
	OPT_OUT,
	OPT_SHRINK,
	OPT_TRACE,
	OPT_LOG,
	OPT_JSON,
	OPT_JUNIT,
	OPT_HELP
};

static const struct option long_options[] = {
	{ "seed", required_argument, NULL, OPT_SEED },
	{ "seeds", required_argument, NULL, OPT_SEEDS },
	{ "tape", required_argument, NULL, OPT_TAPE },
	{ "save-tape", required_argument, NULL, OPT_SAVE },
	{ "crash", no_argument, NULL, OPT_CRASH },
	{ "depth", required_argument, NULL, OPT_DEPTH },
	{ "k", required_argument, NULL, OPT_K },
	{ "no-classes", no_argument, NULL, OPT_NO_CLASSES },
	{ "no-prune", no_argument, NULL, OPT_NO_PRUNE },
	{ "spot", required_argument, NULL, OPT_SPOT },
	{ "part", required_argument, NULL, OPT_PART },
	{ "random", required_argument, NULL, OPT_RANDOM },
	{ "max-states", required_argument, NULL, OPT_STATES },
	{ "no-explore", no_argument, NULL, OPT_NO_EXPLORE },
	{ "schedule", required_argument, NULL, OPT_SCHEDULE },
	{ "schedules", required_argument, NULL, OPT_SCHEDULES },
	{ "audit-every", required_argument, NULL, OPT_AUDIT },
	{ "model", required_argument, NULL, OPT_MODEL },
	{ "out", required_argument, NULL, OPT_OUT },
	{ "shrink", no_argument, NULL, OPT_SHRINK },
	{ "trace", no_argument, NULL, OPT_TRACE },
	{ "log", no_argument, NULL, OPT_LOG },
	{ "json", no_argument, NULL, OPT_JSON },
	{ "junit", required_argument, NULL, OPT_JUNIT },
	{ "help", no_argument, NULL, OPT_HELP },
	{ NULL, 0, NULL, 0 },
};

static bool bad(const char *format, const char *what)
{
	fprintf(stderr, "wbsim run: ");
	fprintf(stderr, format, what);
	fprintf(stderr, "; see wbsim run --help\n");
	return false;
}

static bool read_number(const char *option, const char *text, u64 min, u64 max, u64 *value)
{
	return verb_option_number("run", option, text, min, max, value);
}

static bool read_seeds(const char *text, struct options *o)
{
	const char *dash = strchr(text, '-');
	char first[24] = "";

	if (!dash || dash - text >= (int)sizeof(first))
		return bad("--seeds %s: expected two numbers such as 1-100", text);
	memcpy(first, text, dash - text);
	if (!read_number("--seeds", first, 0, UINT64_MAX, &o->seed_first) ||
	    !read_number("--seeds", dash + 1, 0, UINT64_MAX, &o->seed_last))
		return false;
	if (o->seed_last < o->seed_first || o->seed_last - o->seed_first >= 10000000)
		return bad("--seeds %s: expected at most ten million, the lower first", text);
	return true;
}

static bool read_model(const char *text, struct options *o)
{
	o->model = text;
	return verb_option_model(text, &crash_default_model) ||
	       bad("--model %s: expected " VERB_OPTION_MODELS, text);
}

static bool read_schedule(const char *text, struct options *o)
{
	const char *wrong = schedule_parse(text, &o->schedules.spec);

	o->schedules.max_runs = 1;
	return !wrong || bad("--schedule: expected %s", wrong);
}

static bool read_u32(const char *option, const char *text, u64 min, u64 max, u32 *value)
{
	u64 number;

	return read_number(option, text, min, max, &number) && ((*value = number), true);
}

/* "2/8" */
static bool read_part(const char *text, struct run_limits *limits)
{
	char end;
	u32 part, nr;

	if (sscanf(text, "%u/%u%c", &part, &nr, &end) != 2 || part >= nr || nr > 65536)
		return bad("--part %s: expected a share from 0 on, below how many there are: 0/8",
			   text);
	limits->part = part;
	limits->nr_parts = nr;
	return true;
}

static bool read_limit(int option, const char *text, struct run_limits *limits)
{
	switch (option) {
	case OPT_CRASH:
		limits->adds_cut = true;
		return true;
	case OPT_DEPTH:
		return read_u32("--depth", text, 1, CRASH_MAX_DEPTH, &limits->depth);
	case OPT_K:
		return read_u32("--k", text, 0, 8, &limits->k);
	case OPT_NO_CLASSES:
		limits->has_classes = false;
		return true;
	case OPT_NO_PRUNE:
		limits->prunes = false;
		return true;
	case OPT_SPOT:
		return read_u32("--spot", text, 0, 1000000000, &limits->spot_every);
	case OPT_PART:
		return read_part(text, limits);
	case OPT_RANDOM:
		return read_u32("--random", text, 0, 1000000, &limits->nr_random);
	default:
		return read_number("--max-states", text, 1, UINT64_MAX, &limits->max_states);
	}
}

static bool read_option(int option, const char *text, struct options *o)
{
	if (option >= OPT_CRASH && option <= OPT_STATES)
		return read_limit(option, text, &o->limits);
	switch (option) {
	case OPT_SEED:
		return read_number("--seed", text, 0, UINT64_MAX, &o->seed_first) &&
		       ((o->seed_last = o->seed_first), true);
	case OPT_SEEDS:
		return read_seeds(text, o);
	case OPT_SCHEDULE:
		return read_schedule(text, o);
	case OPT_SCHEDULES:
		return read_number("--schedules", text, 1, 1000000000, &o->nr_schedules);
	case OPT_AUDIT:
		return read_u32("--audit-every", text, 1, 1000000000, &o->limits.audit_every);
	case OPT_MODEL:
		return read_model(text, o);
	case OPT_TAPE:
		o->tape = text;
		break;
	case OPT_SAVE:
		o->save_tape = text;
		break;
	case OPT_NO_EXPLORE:
		o->limits.must_not_explore = true;
		break;
	case OPT_OUT:
		o->out = text;
		break;
	case OPT_SHRINK:
		o->must_shrink = true;
		break;
	case OPT_TRACE:
		o->has_trace = true;
		break;
	case OPT_LOG:
		o->has_log = true;
		break;
	case OPT_JSON:
		o->has_json = true;
		break;
	case OPT_JUNIT:
		o->junit = text;
		break;
	default:
		return bad("%s", "what is that?");
	}
	return true;
}

/* Return: -1 to go on, else the exit status. */
static int read_options(int argc, char **argv, struct options *o)
{
	int option;

	optind = 0;
	opterr = 0;
	while ((option = getopt_long(argc, argv, "", long_options, NULL)) != -1) {
		if (option == OPT_HELP) {
			fputs(help, stdout);
			return RUN_HELD;
		}
		if (option == '?' || option == ':') {
			bad("%s: no such option, or its argument is missing", argv[optind - 1]);
			return RUN_BAD_INPUT;
		}
		if (!read_option(option, optarg, o))
			return RUN_BAD_INPUT;
	}
	if (argc - optind != 1) {
		bad("%s", argc == optind ? "which scenario?" : "one scenario at a time");
		return RUN_BAD_INPUT;
	}
	if (o->must_shrink && o->tape) {
		bad("%s", "--shrink is for findings of seeds; for a tape there is wbsim shrink");
		return RUN_BAD_INPUT;
	}
	if ((o->tape || o->save_tape) && (o->seed_first != o->seed_last || o->schedules.max_runs)) {
		bad("%s",
		    "a tape is of one run: expected neither --seeds nor --schedule beside it");
		return RUN_BAD_INPUT;
	}
	if (o->nr_schedules && !o->schedules.max_runs) {
		bad("%s", "--schedules: expected --schedule HOW, too");
		return RUN_BAD_INPUT;
	}
	o->scenario = argv[optind];
	return -1;
}

/* --- one result --- */

static void print_log(const char *line, void *ctx)
{
	(void)ctx;
	fprintf(stderr, "kernel: %s\n", line);
}

static void watch(struct run *run, const struct options *o)
{
	trace_to(o->has_trace ? stdout : NULL);
	script_allow_print(run_script(run), o->has_log);
	world_log_listen(run_world(run), o->has_log ? print_log : NULL, NULL);
}

static void unwatch(struct run *run)
{
	trace_to(NULL);
	script_allow_print(run_script(run), false);
	world_log_listen(run_world(run), NULL, NULL);
}

/* Saves a finding and says how to get it again; a replay that differs is our fault. */
static void tell_finding(struct run *run, struct run_result *result, struct options *o)
{
	char folder[PATH_MAX], extra[64] = "", replay[2 * PATH_MAX];
	FILE *file = o->has_json ? stderr : stdout;

	if (o->model)
		snprintf(extra, sizeof(extra), " --model %s", o->model);
	unwatch(run);
	if (!report_save(run, result, o->out, o->program, extra, folder, sizeof(folder)))
		result->status = RUN_HARNESS_FAULT;
	snprintf(replay, sizeof(replay), "%s run %s --tape %s/tape%s", o->program,
		 run_scenario(run)->name, folder, extra);
	report_finding(file, run_scenario(run), result, replay);
	fprintf(file, "  shrink: %s shrink %s%s\n", o->program, folder, extra);
	if (o->must_shrink && !o->finding && result->status == RUN_VIOLATED)
		o->finding = strdup(folder);
}

static void tell(struct run *run, struct run_result *result, struct options *o)
{
	if (result->message)
		fprintf(stderr, "wbsim: %s\n", result->message);
	if (!o->has_json && result->status != RUN_BAD_INPUT &&
	    (o->seed_first == o->seed_last || result->status != RUN_HELD))
		report_verdict(stdout, run_scenario(run), result);
	if (!result->finding.rule)
		return;
	if (o->tape)
		report_finding(o->has_json ? stderr : stdout, run_scenario(run), result, NULL);
	else
		tell_finding(run, result, o);
}

static int save_tape(const struct options *o, const struct run_result *result)
{
	char error[512];

	if (!o->save_tape || result->status == RUN_BAD_INPUT)
		return RUN_HELD;
	if (tape_write(&result->tape, o->save_tape, error, sizeof(error)))
		return RUN_HELD;
	fprintf(stderr, "wbsim: %s\n", error);
	return RUN_BAD_INPUT;
}

static int status_of(const struct run_result *results, size_t nr)
{
	int status = RUN_HELD;
	size_t i;

	for (i = 0; i < nr; i++)
		if ((int)results[i].status > status)
			status = results[i].status;
	return status;
}

static int end(struct run *run, struct run_result *results, size_t nr, const struct options *o)
{
	int status = status_of(results, nr), saved = RUN_HELD;
	size_t i;

	if (nr == 1)
		saved = save_tape(o, &results[0]);
	if (o->has_json)
		json_write(stdout, run_scenario(run), results, nr);
	else if (nr > 1)
		printf("%s %s  seeds %llu-%llu  runs %zu\n", report_word(status),
		       run_scenario(run)->name, o->seed_first, results[nr - 1].seed, nr);
	if (o->junit && !junit_write(o->junit, run_scenario(run), results, nr)) {
		fprintf(stderr, "wbsim: %s: %s\n", o->junit, strerror(errno));
		saved = RUN_BAD_INPUT;
	}
	for (i = 0; i < nr; i++)
		run_result_exit(&results[i]);
	return status ? status : saved;
}

/* --- tape or seeds --- */

static int run_with_tape(struct run *run, struct options *o)
{
	const struct scenario *scenario = run_scenario(run);
	struct run_result result;
	char error[PATH_MAX + 256];
	struct tape tape;

	if (!tape_read(&tape, o->tape, error, sizeof(error))) {
		fprintf(stderr, "wbsim: %s\n", error);
		return RUN_BAD_INPUT;
	}
	if (strcmp(tape.scenario, scenario->name) || tape.scenario_hash != scenario->hash) {
		fprintf(stderr, "wbsim: %s is a tape of %s%s, expected one of %s\n", o->tape,
			tape.scenario,
			strcmp(tape.scenario, scenario->name) ? "" : " with another text",
			scenario->name);
		tape_exit(&tape);
		return RUN_BAD_INPUT;
	}
	if (strcmp(tape.build, tape_build_id()))
		fprintf(stderr, "wbsim: %s is from another build: it may lead elsewhere\n",
			o->tape);
	watch(run, o);
	run_tape(run, &tape, &result);
	tell(run, &result, o);
	tape_exit(&tape);
	return end(run, &result, 1, o);
}

/* What many seeds together have done. */
struct swarm {
	struct swarm_tally tally;
	struct behaviours *behaviours; /* NULL: nobody counts them */
};

static void run_schedules(struct run *run, u64 seed, struct options *o, struct run_result *result)
{
	struct schedule_runs schedules = o->schedules;

	watch(run, o);
	schedules.max_runs = o->nr_schedules ? o->nr_schedules : DEFAULT_SCHEDULES;
	schedule_runs(run, seed, &schedules, result);
	tell(run, result, o);
	if (result->status != RUN_BAD_INPUT)
		schedule_runs_print(o->has_json ? stderr : stdout, seed, &schedules);
}

static void run_one_seed(struct run *run, u64 seed, struct options *o, struct swarm *swarm,
			 struct run_result *result)
{
	watch(run, o);
	if (swarm->behaviours)
		behaviours_begin(swarm->behaviours);
	run_seed_audited(run, seed, &o->limits, result);
	if (swarm->behaviours)
		behaviours_end(swarm->behaviours);
	swarm_count(&swarm->tally, &result->marks);
	tell(run, result, o);
}

/* A class that never fired makes them worthless. */
static int swarm_end(struct swarm *swarm, const struct options *o)
{
	FILE *file = o->has_json ? stderr : stdout;
	const char *silent = swarm_silent(&swarm->tally);

	if (swarm->tally.nr_runs > 1)
		swarm_print(file, &swarm->tally);
	if (swarm->behaviours) {
		behaviours_print(file, swarm->behaviours);
		behaviours_destroy(swarm->behaviours);
	}
	if (!silent)
		return RUN_HELD;
	fprintf(stderr, "wbsim: class \"%s\" was enabled in %u runs or more and fired in none\n",
		silent, SWARM_MIN_RUNS);
	return RUN_HARNESS_FAULT;
}

static int run_with_seeds(struct run *run, struct options *o)
{
	u64 nr_seeds = o->seed_last - o->seed_first + 1, i;
	struct run_result *results = calloc(nr_seeds, sizeof(*results));
	bool is_one = nr_seeds == 1 || o->schedules.max_runs || o->has_trace;
	struct swarm swarm = { .behaviours = is_one ? NULL : behaviours_create() };
	int status, silent;
	struct pace pace;

	pace_begin(&pace);
	for (i = 0; i < nr_seeds; i++) {
		pace_show(&pace, "run %llu of %llu, seed %llu", i + 1, nr_seeds, o->seed_first + i);
		if (o->schedules.max_runs)
			run_schedules(run, o->seed_first + i, o, &results[i]);
		else
			run_one_seed(run, o->seed_first + i, o, &swarm, &results[i]);
		if (results[i].status == RUN_BAD_INPUT || results[i].status == RUN_INTERRUPTED)
			break;
		if (nr_seeds > 1)
			tape_exit(&results[i].tape); /* saved, if there is a finding */
	}
	pace_end(&pace);
	status = end(run, results, i < nr_seeds ? i + 1 : i, o);
	silent = swarm_end(&swarm, o);
	free(results);
	return status ? status : silent;
}

/* What was found stays the verdict, unless something goes wrong now. */
static int shrink_now(const struct options *o)
{
	int status =
		shrink_finding(o->program, o->finding, o->model, o->has_json ? stderr : stdout);

	return status ? status : RUN_VIOLATED;
}

int run_main(const char *program, int argc, char **argv)
{
	struct options o = { .program = program,
			     .seed_first = 1,
			     .seed_last = 1,
			     .out = "findings",
			     .limits = run_default_limits };
	struct scenario *scenario;
	char error[2048];
	struct run *run;
	int status = read_options(argc, argv, &o);

	if (status >= 0)
		return status;
	scenario = scenario_open(o.scenario, error, sizeof(error));
	if (!scenario) {
		fprintf(stderr, "wbsim: %s\n", error);
		return RUN_BAD_INPUT;
	}
	interrupt_catch();
	run = run_create(scenario);
	status = o.tape ? run_with_tape(run, &o) : run_with_seeds(run, &o);
	run_destroy(run);
	scenario_close(scenario);
	if (o.finding && status == RUN_VIOLATED)
		status = shrink_now(&o);
	free(o.finding);
	return status;
}

/* --- list --- */

static void print_scenario(const char *name)
{
	char error[512];
	struct scenario *s = scenario_open(name, error, sizeof(error));

	if (!s)
		return;
	printf("%-48s %s%s%s\n", s->name, s->claims, *s->claims ? ": " : "", s->claim);
	scenario_close(s);
}

int list_main(int argc, char **argv)
{
	char **names;
	size_t nr, i;

	if (argc > 1) {
		bool is_help = !strcmp(argv[1], "--help");

		fprintf(is_help ? stdout : stderr, "wbsim list: all scenarios and their claims%s\n",
			is_help ? "" : "; expected no argument");
		return is_help ? RUN_HELD : RUN_BAD_INPUT;
	}
	nr = scenario_list(&names);
	for (i = 0; i < nr; i++)
		print_scenario(names[i]);
	scenario_list_free(names, nr);
	return RUN_HELD;
}
