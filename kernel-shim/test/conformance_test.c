// SPDX-License-Identifier: GPL-2.0-only
/*
 * Conformance on the shim: the suites of conformance/ and the step files of steps/,
 * which `make kernel-test` puts to a real kernel. Where the two disagree, the shim is
 * wrong.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "choice.h"
#include "clock.h"
#include "disk.h"
#include "event.h"
#include "finding.h"
#include "machine.h"
#include "steps/steps.h"
#include "user.h"

/* What tools/kernel-test gives the real kernel: see kernel-test/guest/disks.sh. */
static const struct disk_config disk_configs[] = {
	{ .name = "disk-a", .nr_sectors = 131072, .has_discard = true },
	{ .name = "disk-b", .nr_sectors = 32768, .is_write_through = true, .has_no_fua = true },
};

#define NR_SEEDS 8

static struct choice_driver *drv;
static unsigned int now_seed;
static struct disk *disks[2];

/* The first line of the log that tells of a failure. */
static char failure[512];

static void listen(const char *line, void *ctx)
{
	const char *text = strstr(line, "KTAP ");

	if (text && strstr(text, " # ") && !strstr(text, "assertions") &&
	    !strstr(text, "Subtest") && strlen(failure) + strlen(text) < sizeof(failure) - 2) {
		strcat(failure, text + 4);
		strcat(failure, "\n");
	}
}

static void power_on(unsigned int seed)
{
	int i;

	failure[0] = '\0';
	finding_clear();
	event_begin();
	drv = choice_seeded_create(seed);
	choice_begin(drv);
	for (i = 0; i < 2; i++)
		disks[i] = disk_create(&disk_configs[i]);
	machine_log_listen(listen, NULL);
	assert_int_equal(machine_boot(NULL), 0);
}

static void power_off(void)
{
	int i;

	machine_cut();
	machine_log_listen(NULL, NULL);
	for (i = 0; i < 2; i++)
		disk_destroy(disks[i]);
	choice_driver_destroy(drv);
	choice_begin(NULL);
	finding_clear();
}

/* What must hold must hold under any schedule: seed 0 is the dull one. */
static void for_all_seeds(void (*fn)(const void *arg), const void *arg)
{
	unsigned int seed;

	for (seed = 0; seed < NR_SEEDS; seed++) {
		power_on(seed);
		now_seed = seed;
		fn(arg);
		power_off();
	}
}

static void expect_no_finding(void)
{
	const struct finding *f = finding_first();

	if (f)
		fail_msg("seed %u: %s: %s\nin %s\n%s", now_seed, f->rule, f->text, f->task,
			 f->stack);
}

/* --- suites --- */

struct suite_run {
	const char *disk, *suite;
	char reply[128];
	int r;
};

static void run_in_task(void *arg)
{
	struct suite_run *run = arg;
	char text[64];

	snprintf(text, sizeof(text), "0 1024 conformance /dev/%s", run->disk);
	run->r = dmsetup_create("conf", text, false);
	if (run->r)
		return;
	snprintf(text, sizeof(text), "run %s", run->suite);
	run->r = dmsetup_message("conf", 0, text, run->reply, sizeof(run->reply));
	dmsetup_remove("conf", false, false);
}

static void run_suite_once(const void *arg)
{
	struct suite_run run = *(const struct suite_run *)arg;

	machine_call("conformance", run_in_task, &run);
	expect_no_finding();
	assert_int_equal(run.r, 1);
	if (!strstr(run.reply, "assertions"))
		fail_msg("%s on %s, seed %u: %s\n%s", run.suite, run.disk, now_seed, run.reply,
			 failure);
}

static void run_suite(const char *disk, const char *suite)
{
	for_all_seeds(run_suite_once, &(struct suite_run){ .disk = disk, .suite = suite });
}

#define SUITE_TEST(suite)                      \
	static void test_##suite(void **state) \
	{                                      \
		run_suite("disk-a", #suite);   \
	}

SUITE_TEST(wait)
SUITE_TEST(completion)
SUITE_TEST(timer)
SUITE_TEST(workqueue)
SUITE_TEST(kthread)
SUITE_TEST(memory)
SUITE_TEST(containers)
SUITE_TEST(bits)
SUITE_TEST(text)
SUITE_TEST(maths)
SUITE_TEST(bio)
SUITE_TEST(chain)
SUITE_TEST(block)
SUITE_TEST(dm_io)

static void test_block_without_cache(void **state)
{
	run_suite("disk-b", "block");
}

static void test_dm_io_without_cache(void **state)
{
	run_suite("disk-b", "dm_io");
}

/* --- step files --- */

static bool call(void (*fn)(void *arg), void *arg)
{
	machine_call("dmsetup", fn, arg);
	return !finding_first();
}

static void spawn(void (*fn)(void *arg), void *arg)
{
	machine_spawn("background", fn, arg);
}

static void sleep_ms(unsigned int ms)
{
	machine_run(clock_now_ns() + ms * 1000000ull);
}

static void line(const char *text)
{
	if (text[0] == '#')
		print_message("%s\n", text);
}

static void run_steps_once(const void *name)
{
	static const struct steps_world world = {
		.call = call,
		.spawn = spawn,
		.sleep_ms = sleep_ms,
		.line = line,
	};
	char path[96];
	int nr_failed;

	snprintf(path, sizeof(path), "kernel-shim/test/steps/%s.steps", (const char *)name);
	nr_failed = steps_run(&world, path);
	expect_no_finding();
	if (nr_failed)
		fail_msg("%s: %d cases failed with seed %u", path, nr_failed, now_seed);
}

static void run_steps(const char *name)
{
	for_all_seeds(run_steps_once, name);
}

#define STEPS_TEST(name)                            \
	static void test_steps_##name(void **state) \
	{                                           \
		run_steps(#name);                   \
	}

STEPS_TEST(life)
STEPS_TEST(io)
STEPS_TEST(suspend)
STEPS_TEST(verbs)
STEPS_TEST(targets)
STEPS_TEST(ram_cache)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_wait),	      cmocka_unit_test(test_completion),
		cmocka_unit_test(test_timer),	      cmocka_unit_test(test_workqueue),
		cmocka_unit_test(test_kthread),	      cmocka_unit_test(test_memory),
		cmocka_unit_test(test_containers),    cmocka_unit_test(test_bits),
		cmocka_unit_test(test_text),	      cmocka_unit_test(test_maths),
		cmocka_unit_test(test_bio),	      cmocka_unit_test(test_chain),
		cmocka_unit_test(test_block),	      cmocka_unit_test(test_block_without_cache),
		cmocka_unit_test(test_dm_io),	      cmocka_unit_test(test_dm_io_without_cache),
		cmocka_unit_test(test_steps_life),    cmocka_unit_test(test_steps_io),
		cmocka_unit_test(test_steps_suspend), cmocka_unit_test(test_steps_verbs),
		cmocka_unit_test(test_steps_targets), cmocka_unit_test(test_steps_ram_cache),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
