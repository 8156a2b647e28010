// SPDX-License-Identifier: GPL-2.0-only
/*
 * The companions when memory is short: a table that cannot be made is refused and leaves
 * nothing behind; a request that cannot be noted fails, and what is noted is given up.
 */
#include <errno.h>

#include "disk_fixture.h"
#include "user.h"

/* --- one verb in a task, with the n-th allocation failing --- */

static struct {
	const char *text;
	int result;
} verb;

static u32 nth;
static const char *failed_at;

static bool is_nth(const char *site, u64 size_bytes)
{
	if (!nth || --nth)
		return false;
	failed_at = site;
	return true;
}

static void create_task(void *arg)
{
	verb.result = dmsetup_create("dev", verb.text, false);
}

static void message_task(void *arg)
{
	char reply[64];

	verb.result = dmsetup_message("dev", 0, verb.text, reply, sizeof(reply));
}

static void remove_task(void *arg)
{
	verb.result = dmsetup_remove("dev", false, false);
}

static int run_verb(void (*task)(void *arg), const char *text, u32 fails)
{
	verb.text = text;
	nth = fails;
	failed_at = NULL;
	machine_alloc_fault = is_nth;
	machine_call("dmsetup", task, NULL);
	machine_alloc_fault = NULL;
	assert_null(finding_first());
	return verb.result;
}

/*
 * The verb fails at each of its allocations, with -ENOMEM or @other; returns how many there
 * were.
 */
static u32 fail_each(void (*task)(void *arg), const char *text, int other)
{
	u32 i;

	for (i = 1;; i++) {
		int r = run_verb(task, text, i);

		if (!failed_at) {
			assert_int_equal(r, 0);
			return i - 1;
		}
		if (r != -ENOMEM && r != other)
			fail_msg("%s: %d, though %s() had no memory", text, r, failed_at);
	}
}

/* --- one request --- */

static void io_done(struct user_io *io)
{
	*(bool *)io->priv = true;
	machine_wake();
}

static int user_write(u64 sector, u32 fails)
{
	static char payload[8 * SECTOR_BYTES];
	bool is_done = false;
	struct user_io io = { .dev = "dev",
			      .op = USER_WRITE,
			      .sector = sector,
			      .nr_sectors = 8,
			      .buf = payload,
			      .done = io_done,
			      .priv = &is_done };

	memset(payload, 'w', sizeof(payload));
	nth = fails;
	failed_at = NULL;
	machine_alloc_fault = is_nth;
	user_submit(&io);
	while (!is_done && machine_run(~0ULL) == MACHINE_WOKEN)
		;
	machine_alloc_fault = NULL;
	assert_null(finding_first());
	assert_true(is_done);
	return io.error;
}

static int begin(void **state)
{
	struct disk_config config = { .name = "log", .nr_sectors = DISK_SECTORS };
	int r = fixture_begin(state);

	machine_cut();
	return r || !disk_create(&config) || machine_boot(NULL);
}

/* The census of a proper shutdown finds what was left. */
static int end(void **state)
{
	machine_shutdown();
	assert_null(finding_first());
	disk_destroy(disk_find("log"));
	assert_int_equal(machine_boot(NULL), 0);
	return fixture_end(state);
}

/* --- cases --- */

static void test_tables_without_memory_are_refused(void **state)
{
	static const char *const tables[] = {
		"0 64 linear /dev/sda 0",
		"0 64 error",
		"0 64 zero",
		"0 64 delay /dev/sda 0 10",
		"0 64 dust /dev/sda 0 4096",
		"0 64 flakey /dev/sda 0 10 0",
		"0 64 log-writes /dev/sda /dev/log",
	};
	size_t i;

	for (i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		/* dm-delay calls a workqueue that it does not get an invalid argument. */
		assert_true(fail_each(create_task, tables[i], -EINVAL) >= 5);
		assert_int_equal(run_verb(remove_task, NULL, 0), 0);
	}
}

static void test_bad_blocks_need_memory(void **state)
{
	assert_int_equal(run_verb(create_task, "0 64 dust /dev/sda 0 4096", 0), 0);
	assert_true(fail_each(message_task, "addbadblock 3", -ENOMEM) >= 1);
	assert_int_equal(run_verb(message_task, "addbadblock 3", 0), -EINVAL); /* it is there */
	assert_int_equal(run_verb(message_task, "quiet", 0), 0);
	assert_true(fail_each(message_task, "addbadblock 4", -ENOMEM) >= 1);
	assert_int_equal(run_verb(remove_task, NULL, 0), 0);
}

static void test_marks_need_memory(void **state)
{
	assert_int_equal(run_verb(create_task, "0 64 log-writes /dev/sda /dev/log", 0), 0);
	/* The mark is written later: who sent it does not hear of it. */
	assert_true(fail_each(message_task, "mark here", 0) >= 2);
	assert_int_equal(run_verb(remove_task, NULL, 0), 0);
}

/* What cannot be logged does not happen, and after that nothing is logged any more. */
static void test_writes_that_cannot_be_logged_fail(void **state)
{
	u32 i, nr_refused = 0;

	for (i = 1;; i++) {
		int r;

		assert_int_equal(run_verb(create_task, "0 1024 log-writes /dev/sda /dev/log", 0),
				 0);
		r = user_write(8 * i, i);
		if (!failed_at)
			break;
		assert_true(!r || r == -EIO);
		expect_now(8 * i, r ? "........" : "wwwwwwww");
		nr_refused += !!r;
		assert_int_equal(user_write(8 * i, 0), 0);
		assert_int_equal(run_verb(remove_task, NULL, 0), 0);
	}
	assert_true(nr_refused >= 2);
	assert_int_equal(run_verb(remove_task, NULL, 0), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_tables_without_memory_are_refused, begin, end),
		cmocka_unit_test_setup_teardown(test_bad_blocks_need_memory, begin, end),
		cmocka_unit_test_setup_teardown(test_marks_need_memory, begin, end),
		cmocka_unit_test_setup_teardown(test_writes_that_cannot_be_logged_fail, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
