// SPDX-License-Identifier: GPL-2.0-only
/*
 * `wbsim shrink`: from a finding to the few lines that show it.
 *
 * From: the command line; run-command.c after a finding.
 * To:   shrink-record.c, the passes, shrink-result.c.
 *
 *   tape ─► run ─► plan ─► delete ─► flatten ─► simplify ─┐
 *                            ▲                            │ until nothing changes
 *                            └────────────────────────────┘─► shrunk.lua, shrunk.tape
 */
#include "shrink.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "crash.h"
#include "folder.h"
#include "interrupt.h"
#include "run.h"
#include "scenario.h"
#include "shrink-plan.h"
#include "shrink-record.h"
#include "shrink-result.h"
#include "shrink-search.h"
#include "tape.h"
#include "verb-option.h"

struct options {
	const char *program, *what, *tape, *out, *healthy, *model;
	u64 seconds;
	bool has_json;
	FILE *file;
};

static const char help[] =
	"wbsim shrink FINDING [OPTION...]\n"
	"wbsim shrink SCENARIO --tape FILE [OPTION...]\n"
	"\n"
	"Makes a finding small while it stays the same finding (rule, and what became of the\n"
	"data): fewer requests, fewer choices, smaller devices. FINDING is the folder that\n"
	"wbsim run has saved. Writes shrunk.lua, a scenario that shows the finding on its own,\n"
	"and shrunk.tape, which replays it; runs both as they lie there.\n"
	"\n"
	"  --tape FILE        of a run of SCENARIO that ended with a finding\n"
	"  --out DIR          where the files go (FINDING, or the tape's folder)\n"
	"  --time S           seconds to search; the best so far is the result (60)\n"
	"  --healthy PROGRAM  a wbsim without the fault: what fails there, too, is not the\n"
	"                     finding. Needed where the script's own claims are broken\n"
	"                     (expect, unexpected-error)\n"
	"  --model NAME       the crash model that the run had as its --model\n"
	"  --json             print one JSON object instead of text\n"
	"\n"
	"Ends 0: shrunk; 2: bad usage or input; 3: the result does not show the finding;\n"
	"130: interrupted, and the best so far written.\n";

enum { OPT_TAPE = 256, OPT_OUT, OPT_TIME, OPT_HEALTHY, OPT_MODEL, OPT_JSON, OPT_HELP };

static const struct option long_options[] = {
	{ "tape", required_argument, NULL, OPT_TAPE },
	{ "out", required_argument, NULL, OPT_OUT },
	{ "time", required_argument, NULL, OPT_TIME },
	{ "healthy", required_argument, NULL, OPT_HEALTHY },
	{ "model", required_argument, NULL, OPT_MODEL },
	{ "json", no_argument, NULL, OPT_JSON },
	{ "help", no_argument, NULL, OPT_HELP },
	{ NULL, 0, NULL, 0 },
};

/* --- options --- */

__attribute__((format(printf, 1, 2))) static bool bad(const char *format, ...)
{
	va_list ap;

	fprintf(stderr, "wbsim shrink: ");
	va_start(ap, format);
	vfprintf(stderr, format, ap);
	va_end(ap);
	fprintf(stderr, "\n");
	return false;
}

static bool read_seconds(const char *text, u64 *seconds)
{
	char *end;

	*seconds = strtoull(text, &end, 10);
	if (*text < '0' || *text > '9' || *end || !*seconds || *seconds > 1000000)
		return bad("--time %s: expected seconds, 1 to 1000000", text);
	return true;
}

static bool read_model(const char *text, struct options *o)
{
	o->model = text;
	return verb_option_model(text, &crash_default_model) ||
	       bad("--model %s: expected " VERB_OPTION_MODELS, text);
}

static bool read_option(int option, const char *text, struct options *o)
{
	switch (option) {
	case OPT_TAPE:
		o->tape = text;
		return true;
	case OPT_OUT:
		o->out = text;
		return true;
	case OPT_TIME:
		return read_seconds(text, &o->seconds);
	case OPT_HEALTHY:
		o->healthy = text;
		return access(text, X_OK) == 0 || bad("--healthy %s: no such program", text);
	case OPT_MODEL:
		return read_model(text, o);
	case OPT_JSON:
		o->has_json = true;
		return true;
	default:
		return bad("what is that? See wbsim shrink --help");
	}
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
		if (option == '?') {
			bad("%s: no such option, or no argument; see wbsim shrink --help",
			    argv[optind - 1]);
			return RUN_BAD_INPUT;
		}
		if (!read_option(option, optarg, o))
			return RUN_BAD_INPUT;
	}
	if (argc - optind != 1) {
		bad("%s; see wbsim shrink --help",
		    argc == optind ? "which finding?" : "one finding at a time");
		return RUN_BAD_INPUT;
	}
	o->what = argv[optind];
	return -1;
}

/* --- what to shrink --- */

/**
 * struct shrinking - one call of the command
 * @tape: as it came
 * @folder: where the result goes
 */
struct shrinking {
	const struct options *o;
	struct scenario *scenario;
	struct tape tape;
	char folder[3000];
	struct search search;
	struct shrink_result result;
};

static bool is_folder(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISDIR(st.st_mode);
}

/* The library's scenario if it still is what the tape knows, else the copy of that time. */
static struct scenario *open_scenario_of(const struct shrinking *x, const char *folder)
{
	char error[2048], path[4096];
	struct scenario *s = scenario_open(x->tape.scenario, error, sizeof(error)), *copy;

	if (s && s->hash == x->tape.scenario_hash)
		return s;
	scenario_close(s);
	snprintf(path, sizeof(path), "%s/scenario.lua", folder);
	s = scenario_open(path, error, sizeof(error));
	if (!s)
		return NULL;
	copy = scenario_from_text(x->tape.scenario, s->text);
	scenario_close(s);
	return copy;
}

static void name_folder(struct shrinking *x, const char *tape)
{
	const char *slash = strrchr(tape, '/');

	if (x->o->out)
		snprintf(x->folder, sizeof(x->folder), "%s", x->o->out);
	else if (slash)
		snprintf(x->folder, sizeof(x->folder), "%.*s", (int)(slash - tape), tape);
	else
		strcpy(x->folder, ".");
}

static bool check_tape(const struct shrinking *x, const char *path)
{
	const struct tape *tape = &x->tape;

	if (strcmp(tape->scenario, x->scenario->name) || tape->scenario_hash != x->scenario->hash)
		return bad("%s is a tape of %s%s, expected one of %s", path, tape->scenario,
			   strcmp(tape->scenario, x->scenario->name) ? "" : " with another text",
			   x->scenario->name);
	if (strcmp(tape->build, tape_build_id()))
		return bad("%s is from build %s, this is build %s; run the scenario with this one "
			   "for a tape that fits",
			   path, tape->build, tape_build_id());
	return true;
}

static bool load(struct shrinking *x)
{
	char path[4096], error[5000];
	bool is_finding = !x->o->tape;

	if (is_finding && !is_folder(x->o->what))
		return bad("%s is no folder of a finding; or name the tape: wbsim shrink SCENARIO "
			   "--tape FILE",
			   x->o->what);
	if (is_finding)
		snprintf(path, sizeof(path), "%s/tape", x->o->what);
	else
		snprintf(path, sizeof(path), "%s", x->o->tape);
	if (!tape_read(&x->tape, path, error, sizeof(error)))
		return bad("%s", error);
	if (is_finding) {
		x->scenario = open_scenario_of(x, x->o->what);
		if (!x->scenario)
			return bad("%s: expected the scenario %s, or a copy as scenario.lua",
				   x->o->what, x->tape.scenario);
	} else {
		x->scenario = scenario_open(x->o->what, error, sizeof(error));
		if (!x->scenario)
			return bad("%s", error);
	}
	name_folder(x, path);
	if (!folder_make(x->folder))
		return bad("%s: cannot be made", x->folder);
	return check_tape(x, path);
}

/* --- the run that is to be shrunk --- */

/* Where the script itself claims something, a script without it proves nothing. */
static bool is_own_claim(const char *rule)
{
	return !strcmp(rule, "expect") || !strcmp(rule, "unexpected-error");
}

static bool needs_its_script(const char *rule)
{
	return !strcmp(rule, "assert") || !strcmp(rule, "expect-error");
}

/* The model of the command line becomes one of the script. */
static void name_models(struct plan *plan, const char *model)
{
	struct value options = { .kind = VALUE_TABLE };
	struct step **units;
	size_t nr, i;

	if (!model || !strcmp(model, "any"))
		return;
	nr = plan_units(plan, &units);
	for (i = 0; i < nr; i++) {
		if (!step_is(units[i], "cut") || units[i]->nr_args > 1)
			continue;
		value_set(&options, "model", value_of_text(model, strlen(model)));
		step_add_arg(units[i], options);
		options = (struct value){ .kind = VALUE_TABLE };
	}
	free(units);
}

/* Cuts that the harness added become words; between two of them the devices come up. */
static void add_cuts(struct plan *plan, u32 nr)
{
	u32 i = search_nr_anywhere(plan);
	bool has_cut = i;

	for (; i < nr; i++, has_cut = true) {
		if (has_cut)
			block_add(&plan->main, STEP_WORD, "dm.status");
		step_add_arg(block_add(&plan->main, STEP_WORD, "cut"),
			     value_of_text("anywhere", strlen("anywhere")));
	}
}

/* Return: NULL if the tape leads to no finding; *@status says what came instead. */
static struct plan *record(struct shrinking *x, bool keeps_expectations, enum run_status *status)
{
	struct recorder *recorder = recorder_create(keeps_expectations);
	struct run *run = run_create_watched(x->scenario, recorder_watcher(recorder));
	struct plan *plan = NULL;
	struct run_result result;

	run_tape(run, &x->tape, &result);
	*status = result.status;
	if (result.status == RUN_VIOLATED) {
		identity_of(&result.finding, &x->search.id);
		tape_exit(&x->search.tape);
		x->search.tape = result.tape;
		tape_init(&result.tape);
		plan = recorder_take(recorder);
		plan_prune(plan);
		add_cuts(plan, x->tape.nr_cuts);
		name_models(plan, x->o->model);
		plan_expect_trouble(plan);
	}
	run_result_exit(&result);
	run_destroy(run);
	recorder_destroy(recorder);
	return plan;
}

/* --- shrinking --- */

static void shrink_script(struct search *s)
{
	bool has_changed = true;

	while (has_changed && !search_is_over(s)) {
		has_changed = shrink_device(s);
		has_changed |= shrink_delete(s);
		has_changed |= shrink_flatten(s);
		has_changed |= shrink_simplify(s);
	}
	shrink_device_away(s);
}

/* Takes @plan. */
static bool begin_search(struct shrinking *x, struct plan *plan)
{
	struct search *s = &x->search;

	s->seed = x->tape.seed;
	if (!tape_has_trouble(&x->tape))
		return search_begin(s, plan, &x->tape);
	if (shrink_trouble(s, plan, &x->tape)) {
		plan_destroy(plan);
		return true;
	}
	x->result.needs_tape = true;
	return search_begin(s, plan, &x->tape);
}

static bool begin_script(struct shrinking *x, struct plan *plan)
{
	const char *rule = x->search.id.rule;

	x->result.why_not = NULL;
	if (needs_its_script(rule))
		x->result.why_not = "the broken claim is a calculation of the script";
	else if (is_own_claim(rule) && !x->o->healthy)
		x->result.why_not = "the broken claim is the script's own; with --healthy PROGRAM "
				    "it can be shrunk, too";
	else if (begin_search(x, plan))
		return true;
	else
		x->result.why_not = "its words alone, without the script, do not show the finding";
	if (needs_its_script(rule) || (is_own_claim(rule) && !x->o->healthy))
		plan_destroy(plan);
	return false;
}

static int no_finding(const struct shrinking *x, enum run_status status)
{
	if (status == RUN_INTERRUPTED)
		return RUN_INTERRUPTED;
	bad(status == RUN_HARNESS_FAULT ? "the run of that tape ends with a fault of the harness" :
					  "the tape leads to no finding in %s: nothing to shrink",
	    x->scenario->name);
	return status == RUN_HARNESS_FAULT ? RUN_HARNESS_FAULT : RUN_BAD_INPUT;
}

static int end(struct shrinking *x)
{
	bool is_interrupted = interrupt_came;
	enum run_status status;

	interrupt_came = 0; /* the result is still to be written; a second ^C ends that, too */
	x->search.deadline_ns += 10000000000ull;
	if (!x->search.is_quiet && isatty(STDERR_FILENO))
		fprintf(stderr, "\r\033[K");
	x->result.is_interrupted = is_interrupted;
	if (x->result.has_script)
		shrink_rename(&x->search);
	status = shrink_result_write(&x->result, &x->search);
	if (status == RUN_HELD)
		shrink_result_tell(&x->result, &x->search);
	return status == RUN_HELD && is_interrupted ? RUN_INTERRUPTED : status;
}

static int shrink(struct shrinking *x)
{
	struct search *s = &x->search;
	enum run_status status;
	struct plan *plan;

	s->name = x->scenario->name;
	s->healthy = x->o->healthy;
	s->folder = x->folder;
	s->deadline_ns = s->begin_ns + x->o->seconds * 1000000000ull;
	plan = record(x, false, &status);
	if (plan && !strcmp(s->id.rule, "expect")) {
		plan_destroy(plan);
		plan = record(x, true, &status);
	}
	if (!plan)
		return no_finding(x, status);
	x->result.nr_operations[0] = plan_nr_operations(plan);
	x->result.nr_choices[0] = x->tape.nr_entries;
	x->result.has_script = begin_script(x, plan);
	if (x->result.has_script)
		shrink_script(s);
	return end(x);
}

static int shrink_with(const struct options *o)
{
	struct shrinking x = { .o = o };
	int status;

	search_init(&x.search);
	status = load(&x) ? RUN_HELD : RUN_BAD_INPUT;
	x.result = (struct shrink_result){ .program = o->program,
					   .folder = x.folder,
					   .model = o->model,
					   .scenario = x.scenario,
					   .has_json = o->has_json,
					   .file = o->file };
	if (!status)
		status = shrink(&x);
	free(x.result.text);
	search_exit(&x.search);
	scenario_close(x.scenario);
	tape_exit(&x.tape);
	return status;
}

int shrink_finding(const char *program, const char *folder, const char *model, FILE *file)
{
	struct options o = {
		.program = program, .what = folder, .model = model, .seconds = 60, .file = file
	};

	return shrink_with(&o);
}

int shrink_main(const char *program, int argc, char **argv)
{
	struct options o = { .program = program, .seconds = 60, .file = stdout };
	int status = read_options(argc, argv, &o);

	if (status >= 0)
		return status;
	interrupt_catch();
	return shrink_with(&o);
}
