// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a second process is worth.
 *
 * From: bench.c.
 * To:   the program itself, as `wbsim explore`.
 */
#include "bench-campaign.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "run.h"

static const char text[] = "disk(\"ssd\", \"1152k\", {model=\"null\"})\n"
			   "disk(\"hdd\", \"1M\", {model=\"null\"})\n"
			   "device{order=4, segments=16}\n"
			   "for i = 0, 7 do\n"
			   "\twrite(4096 * i, \"4k\", \"A\")\n"
			   "\tif i % 3 == 2 then flush() end\n"
			   "end\n";

static void fail(const char *what)
{
	perror(what);
	exit(RUN_HARNESS_FAULT);
}

static double explore_s(const char *folder, const char *nr_jobs)
{
	struct timespec begin, end;
	char scenario[PATH_MAX], out[PATH_MAX];
	int status;
	pid_t child;

	snprintf(scenario, sizeof(scenario), "%s/scenario.lua", folder);
	snprintf(out, sizeof(out), "%s/%s", folder, nr_jobs);
	clock_gettime(CLOCK_MONOTONIC, &begin);
	fflush(stdout);
	child = fork();
	if (!child) {
		if (freopen("/dev/null", "w", stdout))
			execl("/proc/self/exe", "wbsim", "explore", scenario, "--crash", "--random",
			      "100", "--no-prune", "--jobs", nr_jobs, "--out", out, NULL);
		_exit(RUN_HARNESS_FAULT);
	}
	if (child < 0 || waitpid(child, &status, 0) != child || status)
		fail("wbsim bench: wbsim explore did not end with 0");
	clock_gettime(CLOCK_MONOTONIC, &end);
	return end.tv_sec - begin.tv_sec + (end.tv_nsec - begin.tv_nsec) / 1e9;
}

static void write_scenario(const char *folder)
{
	char path[PATH_MAX];
	FILE *file;

	snprintf(path, sizeof(path), "%s/scenario.lua", folder);
	file = fopen(path, "w");
	if (!file || fputs(text, file) < 0 || fclose(file))
		fail(path);
}

/* Folder and files are the bench's own, and few. */
static void remove_folder(const char *folder)
{
	static const char *const names[] = { "1/logbook",   "1/result.json", "1",
					     "2/logbook",   "2/result.json", "2",
					     "scenario.lua" };
	char path[PATH_MAX];
	unsigned int i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s", folder, names[i]);
		remove(path);
	}
	remove(folder);
}

double bench_two_processes(void)
{
	char folder[] = "/tmp/wbsim-bench-XXXXXX";
	double ratio;

	if (!mkdtemp(folder))
		fail(folder);
	write_scenario(folder);
	ratio = explore_s(folder, "1") / explore_s(folder, "2");
	remove_folder(folder);
	return ratio;
}
