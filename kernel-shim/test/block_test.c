// SPDX-License-Identifier: GPL-2.0-only
/*
 * The rules of the block layer and the device mapper: an offender for each, and what
 * it must be caught at. The offenders are in kernel/block_cases.c.
 */
#include <stdio.h>

#include "disk_fixture.h"
#include "kernel/block_cases.h"
#include "user.h"

static int last_result;
static const char *table_text;

static void create_task(void *arg)
{
	last_result = dmsetup_create("dev", table_text, false);
}

static void remove_task(void *arg)
{
	last_result = dmsetup_remove("dev", false, false);
}

static void status_task(void *arg)
{
	char out[64];

	last_result = dmsetup_status("dev", DMSETUP_STATUS, false, out, sizeof(out));
}

static void call(void (*fn)(void *arg))
{
	machine_call("test", fn, NULL);
}

static void create(const char *table)
{
	table_text = table;
	call(create_task);
	assert_null(finding_first());
	assert_int_equal(last_result, 0);
}

static void user_done(struct user_io *io)
{
	machine_wake();
}

static void user_io(enum user_op op)
{
	static char buf[4096];
	static struct user_io io;

	io = (struct user_io){ .dev = "/dev/mapper/dev", .op = op, .buf = buf, .done = user_done };
	io.nr_sectors = op == USER_FLUSH ? 0 : 8;
	user_submit(&io);
	machine_run(~0ULL);
}

/* --- offending targets --- */

static void test_offending_maps(void **state)
{
	static const struct {
		const char *offence, *rule;
	} rows[] = {
		{ "ends-twice", "double-endio" },
		{ "never-ends", "hung-task" },
		{ "returns-errno", "bug" },
		{ "delay-requeues", "bug" },
		{ "waits-bio", "map-waits-for-own-io" },
		{ "waits-dm-io", "map-waits-for-own-io" },
		{ "waits-flush", "map-waits-for-own-io" },
		{ "overruns-data", "per-bio-data" },
		{ "mistakes-size", "per-bio-data" },
		{ "end-io-nonsense", "bug" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char table[64];

		snprintf(table, sizeof(table), "0 64 offender /dev/sda %s", rows[i].offence);
		call(case_register_offender);
		create(table);
		user_io(USER_READ);
		expect_rule(rows[i].rule);
		power_cut(CRASH_NONE);
	}
}

static void test_status_without_end(void **state)
{
	call(case_register_offender);
	create("0 64 offender /dev/sda endless-status");
	call(status_task);
	expect_rule("status-unterminated");
}

static void test_a_kept_device_is_closed_with_a_warning(void **state)
{
	call(case_register_offender);
	create("0 64 offender /dev/sda keeps-device");
	call(remove_task);
	assert_int_equal(last_result, 0);
	call(case_unregister_offender);
	machine_shutdown();
	assert_null(finding_first());
	assert_int_equal(machine_boot(NULL), 0);
}

/* --- offending submitters --- */

static void test_offending_tasks(void **state)
{
	static const struct {
		void (*fn)(void *arg);
		const char *rule;
	} rows[] = {
		{ case_put_twice, "bio-use-after-put" },
		{ case_leave_bios_out, "bio-leak" },
		{ case_submit_unopened, "io-after-put" },
		{ case_submit_misaligned, "misaligned-io" },
		{ case_submit_listed, "bio-next" },
		{ case_submit_without_device, "bio-no-device" },
		{ case_submit_under_spinlock, "might-sleep" },
		{ case_put_in_flight, "bio-put-in-flight" },
		{ case_kmem_of_vmalloc, "dm-io-memory" },
		{ case_vma_of_kmalloc, "dm-io-memory" },
		{ case_destroy_busy_client, "dm-io-active" },
		{ case_read_two_regions, "warn" },
		{ case_read_two_regions_later, "warn" },
	};

	machine_cut();
	make_disk((struct disk_config){ .logical_block_bytes = 4096 });
	assert_int_equal(machine_boot(NULL), 0);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		call(rows[i].fn);
		if (!finding_first())
			fail_msg("row %zu: nothing found, expected %s", i, rows[i].rule);
		expect_rule(rows[i].rule);
		power_cut(CRASH_NONE);
	}
}

/* --- whole I/Os --- */

static void good_call(void (*fn)(void *arg))
{
	call(fn);
	if (finding_first())
		fail_msg("%s: %s", finding_first()->rule, finding_first()->text);
}

static void test_whole_ios(void **state)
{
	struct disk_stats stats;

	good_call(case_zero_out_by_pages);
	good_call(case_copies_fail);
	good_call(case_module_references);
	disk_stats_get(disk, &stats);
	assert_int_equal(stats.nr_ios[DISK_WRITE_ZEROES] + stats.nr_ios[DISK_DISCARD], 0);
	machine_cut();
	make_disk((struct disk_config){ .has_discard = true });
	assert_int_equal(machine_boot(NULL), 0);
	good_call(case_zero_out);
	good_call(case_discard);
	disk_stats_get(disk, &stats);
	assert_int_equal(stats.nr_ios[DISK_WRITE_ZEROES], 1);
	assert_int_equal(stats.nr_ios[DISK_DISCARD], 1);
}

/* --- what is left at the end --- */

static void test_a_device_left_behind(void **state)
{
	create("0 64 linear /dev/sda 0");
	machine_shutdown();
	expect_rule("dm-device-left");
	assert_int_equal(machine_boot(NULL), 0);
}

static void test_a_type_left_behind(void **state)
{
	call(case_register_offender);
	machine_shutdown();
	expect_rule("target-leak");
	assert_int_equal(machine_boot(NULL), 0);
}

static void test_a_type_that_goes_while_in_use(void **state)
{
	call(case_register_offender);
	create("0 64 offender /dev/sda keeps-device");
	call(case_unregister_in_use);
	expect_rule("target-in-use");
}

static void test_an_open_device_at_the_end(void **state)
{
	assert_int_equal(user_open("/dev/sda"), 0);
	machine_shutdown();
	expect_rule("device-open");
	assert_int_equal(machine_boot(NULL), 0);
}

static void test_a_request_that_never_ended(void **state)
{
	static char buf[4096];
	static struct user_io io;

	machine_cut();
	make_disk((struct disk_config){ .latency = latency_find("fixed") });
	assert_int_equal(machine_boot(NULL), 0);
	io = (struct user_io){ .dev = "/dev/sda", .nr_sectors = 8, .buf = buf, .done = user_done };
	user_submit(&io);
	machine_shutdown();
	expect_rule("user-io-lost");
	assert_int_equal(machine_boot(NULL), 0);
}

static void test_a_clean_end_finds_nothing(void **state)
{
	create("0 64 linear /dev/sda 0");
	user_io(USER_READ);
	user_io(USER_FLUSH);
	call(remove_task);
	assert_int_equal(last_result, 0);
	machine_shutdown();
	if (finding_first())
		fail_msg("%s: %s", finding_first()->rule, finding_first()->text);
	assert_int_equal(machine_boot(NULL), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		disk_case(test_offending_maps),
		disk_case(test_status_without_end),
		disk_case(test_a_kept_device_is_closed_with_a_warning),
		disk_case(test_offending_tasks),
		disk_case(test_whole_ios),
		disk_case(test_a_device_left_behind),
		disk_case(test_a_type_left_behind),
		disk_case(test_a_type_that_goes_while_in_use),
		disk_case(test_an_open_device_at_the_end),
		disk_case(test_a_request_that_never_ended),
		disk_case(test_a_clean_end_finds_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
