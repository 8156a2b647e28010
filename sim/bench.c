// SPDX-License-Identifier: GPL-2.0-only
/*
 * `wbsim bench`: speed and memory.
 *
 * From: the command line.
 * To:   run.c, with scenarios that are texts below; the program itself, as a child.
 *
 * Each figure is taken at least five times; the table and the file have median, least
 * and greatest. Nothing here is a test: machines differ.
 */
#include "bench.h"
#include "bench-campaign.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "audit-run.h"
#include "choice.h"
#include "disk.h"
#include "event.h"
#include "host/fiber.h"
#include "machine.h"
#include "run.h"
#include "scenario.h"

#define NR_REPETITIONS 7

static const char help[] =
	"wbsim bench [OPTION...] [NAME...]\n"
	"\n"
	"Measures all figures, or the named ones; prints a table and writes a JSON file:\n"
	"name to median, min, max, unit.\n"
	"\n"
	"  --out FILE   where to (build/bench.json)\n"
	"  --list       the names\n";

static u64 now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000ull + now.tv_nsec;
}

/* Time on this core: what others do on the machine does not count. */
static u64 cpu_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return now.tv_sec * 1000000000ull + now.tv_nsec;
}

/* --- scenarios --- */

static const char writes_text[] =
	"disk(\"ssd\", \"65M\", {model=\"null\"})\n"
	"disk(\"hdd\", \"64M\", {model=\"null\"})\n"
	"device{order=10, segments=128}\n"
	"workload{rw=\"randwrite\", bs=\"4k\", iodepth=32, number_ios=100000, "
	"randseed=1}\n"
	"finish{readback=false}\n";

static const char world_text[] = "disk(\"ssd\", \"4M\", {model=\"null\"})\n"
				 "disk(\"hdd\", \"4M\", {model=\"null\"})\n"
				 "device{order=7, segments=48}\n";

/* Eight operations on a log of 16 segments; what the segments' size is comes in between. */
#define CRASH_WORLD(ssd, order)                          \
	"disk(\"ssd\", \"" ssd "\", {model=\"null\"})\n" \
	"disk(\"hdd\", \"1M\", {model=\"null\"})\n"      \
	"device{order=" order ", segments=16}\n"         \
	"write(0, \"4k\", \"A\")\n"                      \
	"write(\"4k\", \"4k\", \"B\")\n"                 \
	"flush()\n"                                      \
	"write(0, \"4k\", \"C\")\n"                      \
	"write(\"8k\", \"4k\", \"D\")\n"                 \
	"flush()\n"                                      \
	"fua(\"4k\", \"4k\", \"E\")\n"                   \
	"write(0, \"2k\", \"F\")\n"

static const char small_crash_text[] = CRASH_WORLD("1152k", "4");
static const char large_crash_text[] = CRASH_WORLD("9M", "10");

/* Nothing is pruned: a state is crash, recovery, read-back. */
static const struct run_limits crash_limits = { .k = 2,
						.depth = 1,
						.has_classes = true,
						.adds_cut = true,
						.nr_parts = 1,
						.max_states = 1000000 };

/* Eight requests that the seed draws, from two tasks. */
static const char seeds_text[] =
	"disk(\"ssd\", \"1152k\", {model=\"null\"})\n"
	"disk(\"hdd\", \"1M\", {model=\"null\"})\n"
	"device{order=4, segments=16}\n"
	"local function one()\n"
	"	local at, size = 512 * math.random(0, 2000), 512 * math.random(16)\n"
	"	local what = math.random(5)\n"
	"	if what == 1 then read(at, size)\n"
	"	elseif what == 2 then fua(at, size, \"F\")\n"
	"	else write(at, size, \"W\") end\n"
	"end\n"
	"local function some(nr) for i = 1, nr do one() end end\n"
	"local t = spawn(some, 3)\n"
	"some(4)\n"
	"wait(t)\n"
	"flush()\n";

/* Runs @text with @seed; ends the program if it does not hold. Returns the CPU time. */
static u64 run_text_within(const char *text, u64 seed, const struct run_limits *limits,
			   struct run_result *result)
{
	struct scenario *scenario = scenario_from_text("bench", text);
	struct run *run = run_create(scenario);
	u64 begin = cpu_ns(), ns;

	run_seed(run, seed, limits, result);
	ns = cpu_ns() - begin;
	if (result->status != RUN_HELD) {
		fprintf(stderr, "wbsim bench: %s %s\n", result->message ? result->message : "",
			result->finding.text ? result->finding.text : "");
		exit(RUN_HARNESS_FAULT);
	}
	run_destroy(run);
	scenario_close(scenario);
	return ns;
}

static u64 run_text(const char *text, u64 seed, struct run_result *result)
{
	return run_text_within(text, seed, &run_default_limits, result);
}

/* --- figures: each function measures once --- */

static const char *program;

/* What is buffered must not be printed twice. */
static pid_t child_begin(void)
{
	fflush(stdout);
	return fork();
}

static double first_write_ms(void)
{
	u64 begin = now_ns();
	int status = 0;
	pid_t child = child_begin();

	if (!child) {
		if (freopen("/dev/null", "w", stdout))
			execlp("/proc/self/exe", program, "run", "smoke/first_write", NULL);
		_exit(RUN_HARNESS_FAULT);
	}
	if (child < 0 || waitpid(child, &status, 0) != child || status) {
		fprintf(stderr, "wbsim bench: smoke/first_write did not end with 0\n");
		exit(RUN_HARNESS_FAULT);
	}
	return (now_ns() - begin) / 1e6;
}

static double sim_writes_per_s(void)
{
	struct run_result result;
	u64 ns = run_text(writes_text, 0, &result);
	double figure = result.counts.nr_requests[USER_WRITE] * 1e9 / ns;

	run_result_exit(&result);
	return figure;
}

static double steps_per_s(void)
{
	struct run_result result;
	u64 ns = run_text(writes_text, 1, &result);
	double figure = result.stats.nr_steps * 1e9 / ns;

	run_result_exit(&result);
	return figure;
}

/* In a child of its own, or what others used would count. It touches 129 MiB of disks. */
static double sim_writes_ram_mib(void)
{
	struct run_result result;
	struct rusage usage;
	double figure = 0;
	pid_t child = child_begin();
	int status = 0;

	if (!child) {
		run_text(writes_text, 0, &result);
		_exit(0);
	}
	if (child > 0 && wait4(child, &status, 0, &usage) == child && !status)
		figure = usage.ru_maxrss / 1024.0;
	return figure;
}

#define NR_WORLDS 200

static double world_us(void)
{
	struct scenario *scenario = scenario_from_text("bench", world_text);
	struct run *run = run_create(scenario);
	struct run_result result;
	u64 begin = cpu_ns(), i;

	for (i = 0; i < NR_WORLDS; i++) {
		run_seed(run, 0, &run_default_limits, &result);
		run_result_exit(&result);
	}
	run_destroy(run);
	scenario_close(scenario);
	return (cpu_ns() - begin) / 1e3 / NR_WORLDS;
}

#define NR_SEEDS 500

/* Each is run twice. */
static double seeds_per_s(void)
{
	struct run_limits limits = run_default_limits;
	struct scenario *scenario = scenario_from_text("bench", seeds_text);
	struct run *run = run_create(scenario);
	struct run_result result;
	u64 begin = cpu_ns(), seed, ns;

	limits.audit_every = 1;
	for (seed = 1; seed <= NR_SEEDS; seed++) {
		run_seed_audited(run, seed, &limits, &result);
		if (result.status != RUN_HELD) {
			fprintf(stderr, "wbsim bench: %s %s\n",
				result.message ? result.message : "",
				result.finding.text ? result.finding.text : "");
			exit(RUN_HARNESS_FAULT);
		}
		run_result_exit(&result);
	}
	ns = cpu_ns() - begin;
	run_destroy(run);
	scenario_close(scenario);
	return NR_SEEDS * 1e9 / ns;
}

#define NR_BIOS 400000u

static void linear_bios(void *arg)
{
	int *error = arg;

	*error = dmsetup_create("lin", "0 32768 linear /dev/raw 0", false);
	if (!*error)
		*error = user_bench_bios("lin", NR_BIOS);
	if (!*error)
		*error = dmsetup_remove("lin", false, false);
}

/* One-sector reads through dm linear to a null disk and back: the stack alone, no oracle. */
static double null_bio_per_s(void)
{
	struct disk_config config = { .name = "raw", .nr_sectors = 32768 };
	struct choice_driver *dull = choice_seeded_create(0);
	struct disk *disk = disk_create(&config);
	int error = -1;
	u64 ns;

	event_begin();
	choice_begin(dull);
	machine_boot(NULL);
	ns = cpu_ns();
	if (machine_call("bench", linear_bios, &error) == MACHINE_FINDING || error) {
		fprintf(stderr, "wbsim bench: the reads ended with %d\n", error);
		exit(RUN_HARNESS_FAULT);
	}
	ns = cpu_ns() - ns;
	machine_cut();
	disk_destroy(disk);
	choice_begin(NULL);
	choice_driver_destroy(dull);
	return NR_BIOS * 1e9 / ns;
}

static double crash_states(const char *text)
{
	struct run_result result;
	u64 ns = run_text_within(text, 0, &crash_limits, &result);
	double figure = result.nr_states * 1e9 / ns;

	run_result_exit(&result);
	return figure;
}

static double crash_states_per_s(void)
{
	return crash_states(small_crash_text);
}

static double large_crash_states_per_s(void)
{
	return crash_states(large_crash_text);
}

/* Of the time that depth 1 takes, too. */
static double recovery_crashes(const char *text)
{
	struct run_limits limits = crash_limits;
	struct run_result result;
	double figure;
	u64 ns;

	limits.depth = 2;
	ns = run_text_within(text, 0, &limits, &result);
	figure = result.crash.levels[1].nr_recovered * 1e9 / ns;
	run_result_exit(&result);
	return figure;
}

static double recovery_crashes_per_s(void)
{
	return recovery_crashes(small_crash_text);
}

static double large_recovery_crashes_per_s(void)
{
	return recovery_crashes(large_crash_text);
}

/* Those that others stand for are visited as well. */
static double visited_states_per_s(void)
{
	struct run_limits limits = crash_limits;
	struct run_result result;
	double figure;
	u64 ns;

	limits.prunes = true;
	limits.spot_every = 64;
	ns = run_text_within(large_crash_text, 0, &limits, &result);
	figure = result.crash.levels[0].nr_images * 1e9 / ns;
	run_result_exit(&result);
	return figure;
}

#define NR_SWITCHES 1000000

static struct fiber *ping;

static void pong(void *arg)
{
	(void)arg;
	for (;;)
		fiber_switch(ping, fiber_host(), false);
}

static double task_switch_ns(void)
{
	u64 begin, ns;
	int i;

	ping = fiber_create(pong, NULL);
	begin = cpu_ns();
	for (i = 0; i < NR_SWITCHES / 2; i++)
		fiber_switch(fiber_host(), ping, false);
	ns = cpu_ns() - begin;
	fiber_destroy(ping);
	return (double)ns / NR_SWITCHES;
}

static const struct figure {
	const char *name;
	const char *unit;
	double (*measure)(void);
} figures[] = {
	{ "first_write_ms", "ms", first_write_ms },
	{ "sim_writes_per_s", "1/s", sim_writes_per_s },
	{ "sim_writes_ram_mib", "MiB", sim_writes_ram_mib },
	{ "world_us", "us", world_us },
	{ "seeds_per_s", "1/s", seeds_per_s },
	{ "task_switch_ns", "ns", task_switch_ns },
	{ "null_bio_per_s", "1/s", null_bio_per_s },
	{ "steps_per_s", "1/s", steps_per_s },
	{ "crash_states_per_s", "1/s", crash_states_per_s },
	{ "recovery_crashes_per_s", "1/s", recovery_crashes_per_s },
	{ "large_crash_states_per_s", "1/s", large_crash_states_per_s },
	{ "large_recovery_crashes_per_s", "1/s", large_recovery_crashes_per_s },
	{ "large_visited_states_per_s", "1/s", visited_states_per_s },
	{ "two_processes_ratio", "x", bench_two_processes },
};

#define NR_FIGURES (sizeof(figures) / sizeof(figures[0]))

/* --- the table --- */

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static void measure(const struct figure *figure, json_t *all)
{
	double times[NR_REPETITIONS], median;
	int i;

	for (i = 0; i < NR_REPETITIONS; i++)
		times[i] = figure->measure();
	qsort(times, NR_REPETITIONS, sizeof(times[0]), compare);
	median = times[NR_REPETITIONS / 2];
	printf("%-28s %14.1f %14.1f %14.1f  %s\n", figure->name, median, times[0],
	       times[NR_REPETITIONS - 1], figure->unit);
	fflush(stdout);
	json_object_set_new(all, figure->name,
			    json_pack("{s:f, s:f, s:f, s:s}", "median", median, "min", times[0],
				      "max", times[NR_REPETITIONS - 1], "unit", figure->unit));
}

static const struct figure *find(const char *name)
{
	size_t i;

	for (i = 0; i < NR_FIGURES; i++)
		if (!strcmp(figures[i].name, name))
			return &figures[i];
	return NULL;
}

static int print_names(void)
{
	size_t i;

	for (i = 0; i < NR_FIGURES; i++)
		printf("%s\n", figures[i].name);
	return RUN_HELD;
}

static int bad(const char *what)
{
	fprintf(stderr, "wbsim bench: '%s': expected the name of a figure; wbsim bench --list\n",
		what);
	return RUN_BAD_INPUT;
}

static int measure_all(int argc, char **argv, const char *out)
{
	json_t *all = json_object();
	bool is_written;
	size_t i;
	int arg;

	printf("%-28s %14s %14s %14s\n", "", "median", "min", "max");
	for (arg = 0; arg < argc; arg++)
		measure(find(argv[arg]), all);
	for (i = 0; !argc && i < NR_FIGURES; i++)
		measure(&figures[i], all);
	is_written = !json_dump_file(all, out, JSON_INDENT(2));
	json_decref(all);
	if (is_written)
		return RUN_HELD;
	fprintf(stderr, "wbsim bench: %s: %s\n", out, strerror(errno));
	return RUN_BAD_INPUT;
}

int bench_main(const char *argv0, int argc, char **argv)
{
	const char *out = "build/bench.json";
	int arg, nr_names = 0;

	program = argv0;
	for (arg = 1; arg < argc; arg++) {
		if (!strcmp(argv[arg], "--help"))
			return fputs(help, stdout) < 0 ? RUN_HARNESS_FAULT : RUN_HELD;
		if (!strcmp(argv[arg], "--list"))
			return print_names();
		if (!strcmp(argv[arg], "--out") && arg + 1 < argc)
			out = argv[++arg];
		else if (find(argv[arg]))
			argv[nr_names++] = argv[arg];
		else
			return bad(argv[arg]);
	}
	return measure_all(nr_names, argv, out);
}
