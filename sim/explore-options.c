// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the command line of `wbsim explore` asks for.
 *
 * From: the command line.
 * To:   explore-command.c.
 */
#include "explore-options.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "crash.h"
#include "disk.h"
#include "scenario.h"
#include "verb-option.h"
#include "words.h"

#define MAX_JOBS 1024
#define MAX_SEEDS 1000000000ull
#define MAX_SCENARIOS 4096
#define PARTS_OF_ONE_RUN 32
#define ALL_ERRNOS 0xffu

static const char help[] =
	"wbsim explore SCENARIO... --EXPLORER... [OPTION...]\n"
	"\n"
	"Visits many worlds of the scenarios; a folder stands for all in it, \"all\" for all.\n"
	"Explorers, which multiply each other; docs/exploring.md says what each of them does:\n"
	"\n"
	"  --crash           the power goes at every event boundary, and leaves whatever it may\n"
	"  --faults          the n-th I/O fails, n = 0, 1, ..., with each errno, once or for good\n"
	"  --memory          the n-th allocation fails, n = 0, 1, ...\n"
	"  --swarm           each seed as it is; counts classes and behaviours\n"
	"  --schedules[=N]   N (1000) schedules of each run, as --schedule says\n"
	"\n"
	"Which worlds, and how much of each:\n"
	"\n"
	"  --seeds A-B, --seed N  of the scenarios (1)\n"
	"  --k N, --depth N, --random N, --no-classes, --no-prune, --spot N, --max-states N\n"
	"                    bounds of --crash\n"
	"  --model NAME      crash model where the scenario names none\n"
	"  --errnos A,B,...  of --faults (all eight)\n"
	"  --pairs[=N]       two failures in one run: N (1000) pairs of each run, drawn beyond\n"
	"  --max-failures N  of each run, drawn beyond\n"
	"  --schedule HOW    walk, walk:N, pct:D or dfs:P[:T] (pct:3)\n"
	"\n"
	"How:\n"
	"\n"
	"  --jobs N          processes (all cores); results are the same for any number\n"
	"  --shard I/N       only each N-th unit; wbsim merge puts the shards together\n"
	"  --out DIR         logbook, result.json and findings (exploration)\n"
	"  --resume          go on with the logbook in DIR\n"
	"  --max-findings N  stop after so many (20); 0: never\n"
	"  --time SECONDS    stop after so long\n"
	"  --unit N          only this unit, in this process\n"
	"  --json            print result.json instead of text\n"
	"  --junit FILE      write what CI servers read\n"
	"\n"
	"Ends 0: all held; 1: a promise was broken; 2: bad usage, scenario or input;\n"
	"3: the harness failed; 130: interrupted. --time is no failure.\n";

enum {
	OPT_CRASH = 256,
	OPT_FAULTS,
	OPT_MEMORY,
	OPT_SWARM,
	OPT_SCHEDULES,
	OPT_SEEDS,
	OPT_SEED,
	OPT_K,
	OPT_DEPTH,
	OPT_RANDOM,
	OPT_NO_CLASSES,
	OPT_NO_PRUNE,
	OPT_SPOT,
	OPT_STATES,
	OPT_MODEL,
	OPT_ERRNOS,
	OPT_PAIRS,
	OPT_FAILURES,
	OPT_SCHEDULE,
	OPT_JOBS,
	OPT_SHARD,
	OPT_OUT,
	OPT_RESUME,
	OPT_FINDINGS,
	OPT_TIME,
	OPT_UNIT,
	OPT_JSON,
	OPT_JUNIT,
	OPT_HELP
};

static const struct option long_options[] = {
	{ "crash", no_argument, NULL, OPT_CRASH },
	{ "faults", no_argument, NULL, OPT_FAULTS },
	{ "memory", no_argument, NULL, OPT_MEMORY },
	{ "swarm", no_argument, NULL, OPT_SWARM },
	{ "schedules", optional_argument, NULL, OPT_SCHEDULES },
	{ "seeds", required_argument, NULL, OPT_SEEDS },
	{ "seed", required_argument, NULL, OPT_SEED },
	{ "k", required_argument, NULL, OPT_K },
	{ "depth", required_argument, NULL, OPT_DEPTH },
	{ "random", required_argument, NULL, OPT_RANDOM },
	{ "no-classes", no_argument, NULL, OPT_NO_CLASSES },
	{ "no-prune", no_argument, NULL, OPT_NO_PRUNE },
	{ "spot", required_argument, NULL, OPT_SPOT },
	{ "max-states", required_argument, NULL, OPT_STATES },
	{ "model", required_argument, NULL, OPT_MODEL },
	{ "errnos", required_argument, NULL, OPT_ERRNOS },
	{ "pairs", optional_argument, NULL, OPT_PAIRS },
	{ "max-failures", required_argument, NULL, OPT_FAILURES },
	{ "schedule", required_argument, NULL, OPT_SCHEDULE },
	{ "jobs", required_argument, NULL, OPT_JOBS },
	{ "shard", required_argument, NULL, OPT_SHARD },
	{ "out", required_argument, NULL, OPT_OUT },
	{ "resume", no_argument, NULL, OPT_RESUME },
	{ "max-findings", required_argument, NULL, OPT_FINDINGS },
	{ "time", required_argument, NULL, OPT_TIME },
	{ "unit", required_argument, NULL, OPT_UNIT },
	{ "json", no_argument, NULL, OPT_JSON },
	{ "junit", required_argument, NULL, OPT_JUNIT },
	{ "help", no_argument, NULL, OPT_HELP },
	{ NULL, 0, NULL, 0 },
};

static bool bad(const char *option, const char *text, const char *expected)
{
	return verb_option_bad("explore", option, text, expected);
}

static bool read_u64(const char **text, u64 *value)
{
	char *end;

	errno = 0;
	if (**text < '0' || **text > '9')
		return false;
	*value = strtoull(*text, &end, 10);
	*text = end;
	return !errno;
}

static bool number(const char *option, const char *text, u64 min, u64 max, u64 *value)
{
	return verb_option_number("explore", option, text, min, max, value);
}

static bool number32(const char *option, const char *text, u32 min, u32 max, u32 *value)
{
	return verb_option_number32("explore", option, text, min, max, value);
}

static bool read_seeds(const char *text, struct campaign *c)
{
	const char *at = text;

	if (read_u64(&at, &c->seed_first) && *at++ == '-' && read_u64(&at, &c->seed_last) && !*at &&
	    c->seed_first <= c->seed_last && c->seed_last - c->seed_first < MAX_SEEDS)
		return true;
	return bad("--seeds", text, "two numbers such as 1-100, at most a thousand million seeds");
}

static bool read_shard(const char *text, struct explore_options *o)
{
	const char *at = text;
	u64 shard, nr;

	if (!read_u64(&at, &shard) || *at++ != '/' || !read_u64(&at, &nr) || *at || !nr ||
	    nr > 1000000)
		return bad("--shard", text, "two numbers such as 0/4");
	o->shard = shard;
	o->nr_shards = nr;
	return shard < nr || bad("--shard", text, "a shard from 0 to one less than there are");
}

static bool read_model(const char *text, struct campaign *c)
{
	c->model = text;
	return verb_option_model(text, &crash_default_model) ||
	       bad("--model", text, VERB_OPTION_MODELS);
}

static u32 errno_bit(const char *name, size_t chars)
{
	const char *word;
	u32 bit;

	for (bit = 0; 1 << bit <= (int)ALL_ERRNOS; bit++) {
		word = errno_word(-disk_trouble_errno(1 + 2 * bit));
		if (strlen(word) == chars && !strncmp(word, name, chars))
			return 1u << bit;
	}
	return 0;
}

static bool read_errnos(const char *text, struct campaign *c)
{
	const char *at = text;
	size_t chars;
	u32 bit = 1;

	for (c->errnos = 0; bit; at += chars + 1) {
		chars = strcspn(at, ",");
		bit = errno_bit(at, chars);
		c->errnos |= bit;
		if (bit && !at[chars])
			return true;
	}
	return bad("--errnos", text,
		   "names among EIO, ENOMEM, ENOSPC, ENODATA, ETIMEDOUT, EREMOTEIO, EILSEQ, "
		   "EOPNOTSUPP");
}

static bool read_schedule(const char *text, struct campaign *c)
{
	const char *wrong = schedule_parse(text, &c->schedule);

	c->schedule_text = text;
	return !wrong || bad("--schedule", text, wrong);
}

/* --- one option --- */

static bool read_bound(int option, const char *text, struct campaign *c)
{
	struct run_limits *l = &c->limits;

	switch (option) {
	case OPT_K:
		return number32("--k", text, 0, 64, &l->k);
	case OPT_DEPTH:
		return number32("--depth", text, 1, CRASH_MAX_DEPTH, &l->depth);
	case OPT_RANDOM:
		return number32("--random", text, 0, 1000000, &l->nr_random);
	case OPT_SPOT:
		return number32("--spot", text, 0, 1000000, &l->spot_every);
	case OPT_STATES:
		return number("--max-states", text, 1, ~0ull, &l->max_states);
	case OPT_NO_CLASSES:
		l->has_classes = false;
		return true;
	case OPT_NO_PRUNE:
		l->prunes = false;
		return true;
	default:
		return bad("what is that?", text, "an option");
	}
}

static bool read_worlds(int option, const char *text, struct campaign *c)
{
	switch (option) {
	case OPT_CRASH:
		c->has_crash = true;
		return true;
	case OPT_FAULTS:
		c->has_faults = true;
		return true;
	case OPT_MEMORY:
		c->has_memory = true;
		return true;
	case OPT_SWARM:
		c->has_swarm = true;
		return true;
	case OPT_SCHEDULES:
		return number("--schedules", text ? text : "1000", 1, 1000000000, &c->nr_schedules);
	case OPT_SEEDS:
		return read_seeds(text, c);
	case OPT_SEED:
		return number("--seed", text, 0, ~0ull, &c->seed_first) &&
		       ((c->seed_last = c->seed_first), true);
	case OPT_MODEL:
		return read_model(text, c);
	case OPT_ERRNOS:
		return read_errnos(text, c);
	case OPT_PAIRS:
		return number("--pairs", text ? text : "1000", 1, 1000000000, &c->max_pairs);
	case OPT_FAILURES:
		return number("--max-failures", text, 1, ~0ull, &c->max_variations);
	case OPT_SCHEDULE:
		return read_schedule(text, c);
	default:
		return read_bound(option, text, c);
	}
}

static bool read_option(int option, const char *text, struct explore_options *o)
{
	switch (option) {
	case OPT_JOBS:
		return number32("--jobs", text, 1, MAX_JOBS, &o->nr_jobs);
	case OPT_SHARD:
		return read_shard(text, o);
	case OPT_FINDINGS:
		return number("--max-findings", text, 0, ~0ull, &o->max_findings);
	case OPT_TIME:
		return number("--time", text, 1, 1000000000, &o->time_s);
	case OPT_UNIT:
		return number("--unit", text, 0, ~0ull - 1, &o->unit);
	case OPT_OUT:
		o->out = text;
		return true;
	case OPT_RESUME:
		o->must_resume = true;
		return true;
	case OPT_JSON:
		o->has_json = true;
		return true;
	case OPT_JUNIT:
		o->junit = text;
		return true;
	default:
		return read_worlds(option, text, &o->campaign);
	}
}

/* --- scenarios --- */

static bool add_scenario(struct campaign *c, const char *name)
{
	char error[2048];
	struct scenario *scenario = scenario_open(name, error, sizeof(error));

	if (!scenario) {
		fprintf(stderr, "wbsim explore: %s\n", error);
		return false;
	}
	c->scenarios = realloc(c->scenarios, (c->nr_scenarios + 1) * sizeof(*c->scenarios));
	c->scenarios[c->nr_scenarios++] = scenario;
	return true;
}

/* "durability" or "durability/": all in it. Return: how many; -1 after a message. */
static int add_folder(struct campaign *c, const char *folder)
{
	size_t chars = strlen(folder), nr, i;
	bool is_all = !strcmp(folder, "all");
	char **names;
	int nr_added = 0;

	while (chars && folder[chars - 1] == '/')
		chars--;
	nr = scenario_list(&names);
	for (i = 0; i < nr && nr_added >= 0; i++) {
		if (!is_all && (strncmp(names[i], folder, chars) || names[i][chars] != '/'))
			continue;
		nr_added = add_scenario(c, names[i]) ? nr_added + 1 : -1;
	}
	scenario_list_free(names, nr);
	return nr_added;
}

static bool add_scenarios(struct campaign *c, char **names, int nr)
{
	int i, nr_added;

	for (i = 0; i < nr; i++) {
		nr_added = add_folder(c, names[i]);
		if (nr_added < 0 || (!nr_added && !add_scenario(c, names[i])))
			return false;
	}
	if (!c->nr_scenarios)
		return bad("which scenario?", NULL, "a path, folder/name, a folder or \"all\"");
	return c->nr_scenarios <= MAX_SCENARIOS || bad("scenarios", NULL, "fewer");
}

/* --- what does not go together --- */

static bool check(struct explore_options *o)
{
	struct campaign *c = &o->campaign;

	if (!c->has_crash && !c->has_faults && !c->has_memory && !c->has_swarm && !c->nr_schedules)
		return bad("no explorer", NULL,
			   "--crash, --faults, --memory, --schedules or --swarm");
	if (c->max_pairs && !c->has_faults && !c->has_memory)
		return bad("--pairs", NULL, "--faults or --memory, too");
	if (c->max_variations && !c->has_faults && !c->has_memory)
		return bad("--max-failures", NULL, "--faults or --memory, too");
	if (c->errnos != ALL_ERRNOS && !c->has_faults)
		return bad("--errnos", NULL, "--faults, too");
	if (c->schedule_text && !c->nr_schedules)
		return bad("--schedule", c->schedule_text, "--schedules, too");
	if (o->unit != ~0ull && (o->nr_shards > 1 || o->must_resume))
		return bad("--unit", NULL, "neither --shard nor --resume");
	return true;
}

static void settle(struct campaign *c)
{
	if (c->nr_schedules && !c->schedule_text)
		schedule_parse(c->schedule_text = "pct:3", &c->schedule);
	/* One run alone is cut into parts, or there were nothing to share out. */
	c->nr_parts = 1;
	if (campaign_nr_groups(c) == 1 && !c->has_faults && !c->has_memory)
		c->nr_parts = PARTS_OF_ONE_RUN;
}

static char *command_again(const char *program, int argc, char **argv)
{
	static const char *const dropped[] = { "--resume", "--json" };
	char *text = NULL;
	size_t bytes, k;
	FILE *file = open_memstream(&text, &bytes);
	int i;

	fprintf(file, "%s", program);
	for (i = 0; i < argc; i++) {
		for (k = 0; k < 2 && strcmp(argv[i], dropped[k]); k++)
			;
		if (k == 2 && strncmp(argv[i], "--shard", 7))
			fprintf(file, " %s", argv[i]);
		else if (!strcmp(argv[i], "--shard"))
			i++;
	}
	fclose(file);
	return text;
}

int explore_options_read(const char *program, int argc, char **argv, struct explore_options *o)
{
	int option;

	*o = (struct explore_options){ .campaign = { .seed_first = 1,
						     .seed_last = 1,
						     .errnos = ALL_ERRNOS,
						     .limits = run_default_limits },
				       .out = "exploration",
				       .nr_jobs = sysconf(_SC_NPROCESSORS_ONLN),
				       .nr_shards = 1,
				       .max_findings = 20,
				       .unit = ~0ull };
	o->again = command_again(program, argc, argv);
	optind = 0;
	opterr = 0;
	while ((option = getopt_long(argc, argv, "", long_options, NULL)) != -1) {
		if (option == OPT_HELP) {
			fputs(help, stdout);
			return RUN_HELD;
		}
		if (option == '?' || option == ':') {
			bad(argv[optind - 1], NULL, "an option that there is, and its argument");
			return RUN_BAD_INPUT;
		}
		if (!read_option(option, optarg, o))
			return RUN_BAD_INPUT;
	}
	if (!add_scenarios(&o->campaign, argv + optind, argc - optind) || !check(o))
		return RUN_BAD_INPUT;
	settle(&o->campaign);
	return -1;
}

void explore_options_exit(struct explore_options *o)
{
	u32 i;

	for (i = 0; i < o->campaign.nr_scenarios; i++)
		scenario_close(o->campaign.scenarios[i]);
	free(o->campaign.scenarios);
	free(o->again);
}
