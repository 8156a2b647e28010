// SPDX-License-Identifier: GPL-2.0-only
/*
 * `wbsim audit`.
 *
 * From: the command line.
 * To:   audit-worlds.c, in one process per job; each has its share of the batches.
 */
#include "audit.h"

#include <getopt.h>
#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "audit-worlds.h"
#include "interrupt.h"
#include "json.h"
#include "run.h"
#include "verb-option.h"

#define MAX_JOBS 256u

struct options {
	u64 first, nr_worlds, seconds, nr_jobs;
	bool has_json;
	const char *program;
};

static const char help[] =
	"wbsim audit [OPTION...]\n"
	"\n"
	"Runs many short worlds, each twice, and compares the digests. After each one the\n"
	"machine is booted: no variable of the program may then differ from the first boot.\n"
	"\n"
	"  --worlds N    how many (1000000)\n"
	"  --seconds S   stop after so long (0: never)\n"
	"  --jobs N      processes (1)\n"
	"  --seed N      of the first world (1); the others follow\n"
	"  --json        print one JSON object instead of text\n"
	"\n"
	"Ends 0: all clean; 1: a world broke a promise; 2: bad usage; 3: two runs differ, or\n"
	"something of a world outlived it; 130: interrupted.\n";

static u64 now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000ull + now.tv_nsec;
}

/* --- options --- */

static bool read_number(const char *option, const char *text, u64 min, u64 max, u64 *value)
{
	return verb_option_number("audit", option, text, min, max, value);
}

static bool read_option(int option, const char *text, struct options *o)
{
	switch (option) {
	case 'w':
		return read_number("--worlds", text, 1, 1000000000000ull, &o->nr_worlds);
	case 's':
		return read_number("--seconds", text, 0, 1000000000, &o->seconds);
	case 'j':
		return read_number("--jobs", text, 1, MAX_JOBS, &o->nr_jobs);
	case 'f':
		return read_number("--seed", text, 0, 1ull << 62, &o->first);
	default:
		o->has_json = true;
		return true;
	}
}

/* Return: -1 to go on, else the exit status. */
static int read_options(int argc, char **argv, struct options *o)
{
	static const struct option longs[] = {
		{ "worlds", required_argument, NULL, 'w' },
		{ "seconds", required_argument, NULL, 's' },
		{ "jobs", required_argument, NULL, 'j' },
		{ "seed", required_argument, NULL, 'f' },
		{ "json", no_argument, NULL, 'J' },
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
			fprintf(stderr,
				"wbsim audit: %s: no such option, or its argument is missing; see "
				"wbsim audit --help\n",
				argv[optind - 1]);
			return RUN_BAD_INPUT;
		}
		if (!read_option(option, optarg, o))
			return RUN_BAD_INPUT;
	}
	if (optind == argc)
		return -1;
	fprintf(stderr, "wbsim audit: %s: expected options only; see wbsim audit --help\n",
		argv[optind]);
	return RUN_BAD_INPUT;
}

/* --- one process --- */

/* What a job tells its parent while it runs and when it has ended: in shared memory. */
struct job {
	bool has_ended;
	u32 nr_variables;
	u64 nr_bytes;
	struct audit_tally tally;
};

static int job_run(const struct options *o, u32 number, struct job *job, u64 end_ns)
{
	struct audit_worlds *a = audit_worlds_create();
	u64 at = (u64)number * AUDIT_BATCH, left;

	if (!a) {
		fprintf(stderr, "wbsim audit: the program's symbols cannot be read\n");
		return RUN_HARNESS_FAULT;
	}
	job->nr_variables = audit_worlds_nr_variables(a, &job->nr_bytes);
	for (; at < o->nr_worlds; at += o->nr_jobs * AUDIT_BATCH) {
		if (interrupt_came) {
			job->tally.verdict = AUDIT_INTERRUPTED;
			break;
		}
		left = o->nr_worlds - at;
		if (now_ns() >= end_ns ||
		    !audit_worlds_run(a, o->first + at, left < AUDIT_BATCH ? left : AUDIT_BATCH,
				      &job->tally))
			break;
	}
	audit_worlds_destroy(a);
	return RUN_HELD;
}

/* --- all of them --- */

static u64 nr_done(const struct job *jobs, const struct options *o)
{
	u64 nr = 0;
	u32 i;

	for (i = 0; i < o->nr_jobs; i++)
		nr += jobs[i].tally.nr_worlds;
	return nr;
}

static void progress(const struct job *jobs, const struct options *o, u64 begin_ns)
{
	u64 nr = nr_done(jobs, o), ns = now_ns() - begin_ns;
	double rate = nr * 1e9 / (ns ? ns : 1);

	fprintf(stderr, "%s%llu of %llu worlds  %.0f/s  about %.0f s to go%s",
		isatty(2) ? "\r" : "", nr, o->nr_worlds, rate,
		rate > 0 ? (o->nr_worlds - nr) / rate : 0.0, isatty(2) ? "  " : "\n");
}

/* Waits for all; says now and then how far they are. */
static void wait_all(const struct job *jobs, pid_t *pids, const struct options *o, u64 begin_ns)
{
	u64 step_ns = isatty(2) ? 500000000 : 10000000000ull, next_ns = begin_ns + step_ns;
	u32 nr_left = o->nr_jobs, i;
	bool has_said = false;

	while (nr_left) {
		struct timespec nap = { 0, 20000000 };

		for (i = 0; i < o->nr_jobs; i++) {
			if (pids[i] && waitpid(pids[i], NULL, WNOHANG)) {
				pids[i] = 0;
				nr_left--;
			}
		}
		if (now_ns() >= next_ns) {
			progress(jobs, o, begin_ns);
			next_ns += step_ns;
			has_said = true;
		}
		if (nr_left)
			nanosleep(&nap, NULL);
	}
	if (has_said && isatty(2))
		fprintf(stderr, "\r%60s\r", "");
}

static struct job *run_jobs(const struct options *o, u64 begin_ns)
{
	struct job *jobs = mmap(NULL, o->nr_jobs * sizeof(*jobs), PROT_READ | PROT_WRITE,
				MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	u64 end_ns = o->seconds ? begin_ns + o->seconds * 1000000000ull : ~0ull;
	pid_t pids[MAX_JOBS];
	u32 i;

	if (jobs == MAP_FAILED)
		return NULL;
	fflush(NULL);
	for (i = 0; i < o->nr_jobs; i++) {
		pids[i] = fork();
		if (!pids[i]) {
			int status = job_run(o, i, &jobs[i], end_ns);

			jobs[i].has_ended = status == RUN_HELD;
			_exit(status);
		}
	}
	wait_all(jobs, pids, o, begin_ns);
	return jobs;
}

/* --- the verdict --- */

static const struct {
	const char *word;
	enum run_status status;
} verdicts[] = {
	[AUDIT_CLEAN] = { "PASS", RUN_HELD },
	[AUDIT_INTERRUPTED] = { "STOPPED", RUN_INTERRUPTED },
	[AUDIT_FINDING] = { "FAIL", RUN_VIOLATED },
	[AUDIT_DIFFERS] = { "FAULT", RUN_HARNESS_FAULT },
	[AUDIT_LEFTOVER] = { "FAULT", RUN_HARNESS_FAULT },
};

/* The worst verdict is that of all. */
static struct audit_tally sum_up(const struct job *jobs, const struct options *o)
{
	struct audit_tally all = { 0 };
	u32 i;

	for (i = 0; i < o->nr_jobs; i++) {
		const struct audit_tally *one = &jobs[i].tally;

		all.nr_worlds += one->nr_worlds;
		all.nr_cuts += one->nr_cuts;
		all.nr_requests += one->nr_requests;
		all.low += one->low;
		all.high += one->high;
		if (one->verdict > all.verdict) {
			all.verdict = one->verdict;
			all.seed = one->seed;
			memcpy(all.text, one->text, sizeof(all.text));
		}
		if (!jobs[i].has_ended && all.verdict < AUDIT_DIFFERS) {
			all.verdict = AUDIT_DIFFERS;
			all.seed = o->first;
			snprintf(all.text, sizeof(all.text), "a job has not come to its end");
		}
	}
	return all;
}

static void print_text(const struct audit_tally *t, const struct job *job, const struct options *o,
		       u64 ns)
{
	printf("%s  worlds %llu, each run twice  digest %016llx%016llx  requests %llu  cuts %llu  "
	       "variables %u (%llu bytes)  wall %.1f s  worlds/s %.0f\n",
	       verdicts[t->verdict].word, t->nr_worlds, t->high, t->low, t->nr_requests, t->nr_cuts,
	       job->nr_variables, job->nr_bytes, ns / 1e9, t->nr_worlds * 1e9 / (ns ? ns : 1));
	if (t->verdict > AUDIT_INTERRUPTED)
		printf("  world %llu: %s\n  again: %s audit --seed %llu --worlds 1\n", t->seed,
		       t->text, o->program, t->seed);
}

static void print_json(const struct audit_tally *t, const struct job *job, u64 ns)
{
	char digest[33];
	json_t *all;

	snprintf(digest, sizeof(digest), "%016llx%016llx", t->high, t->low);
	all = json_pack("{s:s, s:I, s:s, s:I, s:I, s:i, s:f}", "verdict",
			json_verdict(verdicts[t->verdict].status), "worlds",
			(json_int_t)t->nr_worlds, "digest", digest, "requests",
			(json_int_t)t->nr_requests, "cuts", (json_int_t)t->nr_cuts, "variables",
			(int)job->nr_variables, "wall_s", ns / 1e9);
	if (t->verdict > AUDIT_INTERRUPTED) {
		json_object_set_new(all, "seed", json_integer(t->seed));
		json_object_set_new(all, "text", json_string(t->text));
	}
	json_dumpf(all, stdout, JSON_INDENT(2) | JSON_REAL_PRECISION(6));
	printf("\n");
	json_decref(all);
}

int audit_main(const char *program, int argc, char **argv)
{
	struct options o = { .first = 1, .nr_worlds = 1000000, .nr_jobs = 1, .program = program };
	int status = read_options(argc, argv, &o);
	struct audit_tally all;
	u64 begin_ns = now_ns();
	struct job *jobs;

	if (status >= 0)
		return status;
	interrupt_catch();
	jobs = run_jobs(&o, begin_ns);
	if (!jobs) {
		fprintf(stderr, "wbsim audit: no memory for %llu jobs\n", o.nr_jobs);
		return RUN_HARNESS_FAULT;
	}
	all = sum_up(jobs, &o);
	if (o.has_json)
		print_json(&all, &jobs[0], now_ns() - begin_ns);
	else
		print_text(&all, &jobs[0], &o, now_ns() - begin_ns);
	munmap(jobs, o.nr_jobs * sizeof(*jobs));
	return verdicts[all.verdict].status;
}
