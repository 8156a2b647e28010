// SPDX-License-Identifier: GPL-2.0-only
/*
 * wbsim: the verbs.
 *
 * From: the command line.
 * To:   *_main() of each verb.
 */
#include <stdio.h>
#include <string.h>

#include "audit.h"
#include "bench.h"
#include "explore-command.h"
#include "metamorphic.h"
#include "replay.h"
#include "run-command.h"
#include "run.h"
#include "scenario.h"
#include "shrink.h"

static const char *program;

static int call_run(int argc, char **argv)
{
	return run_main(program, argc, argv);
}

static int call_bench(int argc, char **argv)
{
	return bench_main(program, argc, argv);
}

static int call_shrink(int argc, char **argv)
{
	return shrink_main(program, argc, argv);
}

static int call_explore(int argc, char **argv)
{
	return explore_main(program, argc, argv);
}

static int call_replay(int argc, char **argv)
{
	return replay_main(program, argc, argv);
}

static int call_audit(int argc, char **argv)
{
	return audit_main(program, argc, argv);
}

static int call_metamorphic(int argc, char **argv)
{
	return metamorphic_main(program, argc, argv);
}

static int call_help(int argc, char **argv);

static const struct verb {
	const char *name;
	int (*fn)(int argc, char **argv);
	const char *help;
} verbs[] = {
	{ "run", call_run, "SCENARIO          run one scenario, at all its crash states" },
	{ "shrink", call_shrink, "FINDING        a finding in as few lines as will show it" },
	{ "explore", call_explore, "SCENARIO...   many worlds of them: cuts, failures, schedules" },
	{ "merge", merge_main, "DIR...          sum the shards of one exploration" },
	{ "replay", call_replay, "LOG            play recorded I/O: dm-log-writes, fio's iolog" },
	{ "list", list_main, "                 all scenarios and their claims" },
	{ "audit", call_audit,
	  "                run short worlds twice: equal digests, nothing left" },
	{ "metamorphic", call_metamorphic,
	  "SCENARIO  the same requests under other conditions leave the same" },
	{ "bench", call_bench, "[NAME...]       speed and memory" },
	{ "help", call_help, "                 this list" },
};

#define NR_VERBS (sizeof(verbs) / sizeof(verbs[0]))

static void print_help(FILE *file)
{
	size_t i;

	fprintf(file, "wbsim VERB ..., where VERB is\n");
	for (i = 0; i < NR_VERBS; i++)
		fprintf(file, "  %s %s\n", verbs[i].name, verbs[i].help);
	fprintf(file, "\nwbsim VERB --help says more.\n");
}

static int call_help(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	print_help(stdout);
	return RUN_HELD;
}

int main(int argc, char **argv)
{
	size_t i;

	program = argv[0];
	scenario_set_program(argv[0]);
	if (argc < 2) {
		print_help(stderr);
		return RUN_BAD_INPUT;
	}
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h"))
		return call_help(argc, argv);
	for (i = 0; i < NR_VERBS; i++)
		if (!strcmp(verbs[i].name, argv[1]))
			return verbs[i].fn(argc - 1, argv + 1);
	fprintf(stderr, "wbsim: no verb '%s'\n", argv[1]);
	print_help(stderr);
	return RUN_BAD_INPUT;
}
