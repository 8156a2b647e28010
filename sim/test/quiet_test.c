// SPDX-License-Identifier: GPL-2.0-only
/*
 * The quiet oracle, on a device that is awake: there it must find what a suspended one must
 * not have.
 */
#include "quiet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "choice.h"
#include "disk.h"
#include "user.h"
#include "event.h"
#include "finding_expect.h"
#include "machine.h"

static struct disk *ssd, *hdd;
static struct choice_driver *drv;
static struct quiet q;
static int last;

static void create(void *arg)
{
	last = dmsetup_create("wb", arg, false);
}

static void suspend(void *arg)
{
	(void)arg;
	last = dmsetup_suspend("wb", 0);
}

static void resume(void *arg)
{
	(void)arg;
	last = dmsetup_resume("wb");
}

static void call(void (*fn)(void *arg), void *arg)
{
	machine_call("dmsetup", fn, arg);
	assert_int_equal(last, 0);
}

static int setup(void **state)
{
	static char table[] = "0 64 writeboost /dev/hdd /dev/ssd 2 sync_data_interval 1";
	const struct disk_config ssd_config = { .name = "ssd", .nr_sectors = 2048 + 2 * 1024 };
	const struct disk_config hdd_config = { .name = "hdd", .nr_sectors = 64 };

	(void)state;
	finding_clear();
	event_begin();
	drv = choice_recorded_create(NULL, 0);
	choice_begin(drv);
	ssd = disk_create(&ssd_config);
	hdd = disk_create(&hdd_config);
	assert_int_equal(machine_boot(NULL), 0);
	call(create, table);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	machine_cut();
	disk_destroy(ssd);
	disk_destroy(hdd);
	choice_begin(NULL);
	choice_driver_destroy(drv);
	finding_clear();
	return 0;
}

static void a_suspended_device_rests(void **state)
{
	(void)state;
	call(suspend, NULL);
	assert_true(quiet_begin(&q, "wb"));
	machine_run(5000000000ULL);
	assert_true(quiet_end(&q, "wb"));
	expect_silence();
}

static void threads_that_are_not_parked_are_found(void **state)
{
	(void)state;
	assert_false(quiet_begin(&q, "wb"));
	expect_finding("I10", "wb is suspended, and of the driver's threads 2 is not parked");
	call(suspend, NULL);
	assert_true(quiet_begin(&q, "wb"));
	call(resume, NULL);
	assert_false(quiet_begin(&q, "wb"));
	expect_finding("I10", "wb is suspended, and of the driver's threads 2 is not parked");
}

static void work_that_runs_is_found(void **state)
{
	(void)state;
	call(suspend, NULL);
	assert_true(quiet_begin(&q, "wb"));
	call(resume, NULL); /* and the interval comes round */
	machine_run(2500000000ULL);
	assert_false(quiet_end(&q, "wb"));
	expect_finding("I10", "wb was suspended, and 2 work items of the driver ran meanwhile");
	assert_true(quiet_end(&q, "wb"));
}

static void what_is_forgotten_is_not_watched(void **state)
{
	(void)state;
	call(suspend, NULL);
	assert_true(quiet_begin(&q, "wb"));
	quiet_forget(&q);
	call(resume, NULL);
	machine_run(2500000000ULL);
	assert_true(quiet_end(&q, "wb"));
	expect_silence();
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_suspended_device_rests),
		TEST(threads_that_are_not_parked_are_found),
		TEST(work_that_runs_is_found),
		TEST(what_is_forgotten_is_not_watched),
	};

	return cmocka_run_group_tests_name("quiet", tests, NULL, NULL);
}
