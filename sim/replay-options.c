// SPDX-License-Identifier: GPL-2.0-only
/*
 * The command line of `wbsim replay`.
 *
 * From: replay.c.
 * To:   struct replay_options.
 */
#include "replay-options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "driver.h"
#include "run.h"
#include "verb-option.h"

#define MAX_JOBS 64

static const char help[] =
	"wbsim replay LOG [OPTION...]\n"
	"\n"
	"Plays recorded I/O against a simulated device, and compares all contents: a log of the\n"
	"device-mapper target log-writes, plain or xz, or an iolog of fio, version 2 or 3, whose\n"
	"files lie on the device one behind the other and whose writes get contents of their own\n"
	"(an entry is a line, without the first). A crash cuts the power some time after an entry\n"
	"was submitted, recovers (perhaps cut again meanwhile), compares, cuts again, compares.\n"
	"\n"
	"  --crash-at ENTRY    crash after that entry, from 1, and end there\n"
	"  --crash-at every N  crash after each N entries; the log is played to its end\n"
	"  --at-mark NAME      crash after the entry with that mark, and end there\n"
	"  --export FILE       write what the device holds in the end as a sparse image\n"
	"  --export-marks DIR  crash at every mark and write DIR/MARK.img\n"
	"  --seed N            which of all worlds (1); 0 is the one where nothing odd happens\n"
	"  --order N           segments of 2^N sectors, 4 to 10 (7)\n"
	"  --segments N        so many of them (64)\n"
	"  --model NAME        crash model: any (the default), none, all, prefix, bounded\n"
	"  --jobs N            so many crashes at once (one for each processor)\n"
	"  --json              print one JSON object instead of text\n"
	"\n"
	"Ends 0: all held; 1: a promise was broken; 2: bad usage, input; 3: the harness failed;\n"
	"130: interrupted.\n";

enum {
	OPT_CRASH = 256,
	OPT_MARK,
	OPT_EXPORT,
	OPT_EXPORT_MARKS,
	OPT_SEED,
	OPT_ORDER,
	OPT_SEGMENTS,
	OPT_MODEL,
	OPT_JOBS,
	OPT_JSON,
	OPT_HELP
};

static const struct option long_options[] = {
	{ "crash-at", required_argument, NULL, OPT_CRASH },
	{ "at-mark", required_argument, NULL, OPT_MARK },
	{ "export", required_argument, NULL, OPT_EXPORT },
	{ "export-marks", required_argument, NULL, OPT_EXPORT_MARKS },
	{ "seed", required_argument, NULL, OPT_SEED },
	{ "order", required_argument, NULL, OPT_ORDER },
	{ "segments", required_argument, NULL, OPT_SEGMENTS },
	{ "model", required_argument, NULL, OPT_MODEL },
	{ "jobs", required_argument, NULL, OPT_JOBS },
	{ "json", no_argument, NULL, OPT_JSON },
	{ "help", no_argument, NULL, OPT_HELP },
	{ NULL, 0, NULL, 0 },
};

static bool bad(const char *option, const char *text, const char *expected)
{
	return verb_option_bad("replay", option, text, expected);
}

static bool read_number(const char *option, const char *text, u64 min, u64 max, u64 *value)
{
	return verb_option_number("replay", option, text, min, max, value);
}

static bool read_u32(const char *option, const char *text, u32 min, u32 max, u32 *value)
{
	return verb_option_number32("replay", option, text, min, max, value);
}

/* The number may be a word of its own: --crash-at every 50 */
static bool read_crash_at(struct replay_options *o, const char *text, int argc, char **argv)
{
	static const char every[] = "every";

	if (strncmp(text, every, strlen(every))) {
		if (*text < '0' || *text > '9')
			return bad("--crash-at", text, "an entry, from 1, or every N");
		return read_number("--crash-at", text, 1, ~0ull, &o->crash_at);
	}
	text += strlen(every);
	if (!*text && optind < argc)
		text = argv[optind++];
	text += strspn(text, " ");
	return read_number("--crash-at every", text, 1, ~0ull, &o->crash_every);
}

static bool read_option(struct replay_options *o, int option, int argc, char **argv)
{
	switch (option) {
	case OPT_CRASH:
		return read_crash_at(o, optarg, argc, argv);
	case OPT_MARK:
		o->at_mark = optarg;
		return true;
	case OPT_EXPORT:
		o->export = optarg;
		return true;
	case OPT_EXPORT_MARKS:
		o->export_marks = optarg;
		return true;
	case OPT_SEED:
		return read_number("--seed", optarg, 0, ~0ull, &o->seed);
	case OPT_ORDER:
		return read_u32("--order", optarg, DRIVER_MIN_ORDER, DRIVER_MAX_ORDER, &o->order);
	case OPT_SEGMENTS:
		return read_u32("--segments", optarg, 1, 1u << 20, &o->nr_segments);
	case OPT_MODEL:
		return verb_option_model(optarg, &o->model) ||
		       bad("--model", optarg, VERB_OPTION_MODELS);
	case OPT_JOBS:
		return read_u32("--jobs", optarg, 1, MAX_JOBS, &o->nr_jobs);
	case OPT_JSON:
		o->has_json = true;
		return true;
	default:
		return bad(argv[optind - 1], "", "an option that there is, with its argument");
	}
}

static bool check(const struct replay_options *o)
{
	if ((o->crash_at != 0) + (o->crash_every != 0) + (o->at_mark != NULL) > 1)
		return bad("--crash-at", "", "one kind of crash at a time");
	if (o->export_marks && (o->crash_at || o->at_mark))
		return bad("--export-marks", o->export_marks, "a log that is played to its end");
	return true;
}

static void set_defaults(struct replay_options *o)
{
	long nr_jobs = sysconf(_SC_NPROCESSORS_ONLN);

	memset(o, 0, sizeof(*o));
	o->seed = 1;
	o->order = 7;
	o->nr_segments = 64;
	o->nr_jobs = nr_jobs < 1 ? 1 : nr_jobs > MAX_JOBS ? MAX_JOBS : (u32)nr_jobs;
}

int replay_options_read(struct replay_options *o, int argc, char **argv)
{
	int option;

	set_defaults(o);
	optind = 0;
	opterr = 0;
	while ((option = getopt_long(argc, argv, "", long_options, NULL)) != -1) {
		if (option == OPT_HELP) {
			fputs(help, stdout);
			return RUN_HELD;
		}
		if (!read_option(o, option, argc, argv))
			return RUN_BAD_INPUT;
	}
	if (argc - optind != 1) {
		bad(argc == optind ? "LOG" : argv[optind + 1], "", "one log");
		return RUN_BAD_INPUT;
	}
	o->log = argv[optind];
	snprintf(o->replay_words, sizeof(o->replay_words),
		 "--seed %llu --order %u --segments %u --model %s", o->seed, o->order,
		 o->nr_segments, crash_model_names[o->model]);
	return check(o) ? -1 : RUN_BAD_INPUT;
}
