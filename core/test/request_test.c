// SPDX-License-Identifier: GPL-2.0-only
/*
 * Requests that no scenario can send: those without a sector, which dm hands on as any other.
 */
#include "test/disk_fixture.h"
#include "user.h"

static const char *table;
static int result;

static void create_task(void *arg)
{
	result = dmsetup_create("wb", table, false);
}

static void remove_task(void *arg)
{
	result = dmsetup_remove("wb", false, false);
}

static int run_verb(void (*task)(void *arg))
{
	machine_call("dmsetup", task, NULL);
	assert_null(finding_first());
	return result;
}

static void io_done(struct user_io *io)
{
	*(bool *)io->priv = true;
	machine_wake();
}

static int request(enum user_op op, u64 sector, u32 nr_sectors, char *buf)
{
	bool is_done = false;
	struct user_io io = { .dev = "wb",
			      .op = op,
			      .sector = sector,
			      .nr_sectors = nr_sectors,
			      .buf = buf,
			      .done = io_done,
			      .priv = &is_done };

	user_submit(&io);
	while (!is_done && machine_run(~0ULL) == MACHINE_WOKEN)
		;
	assert_null(finding_first());
	assert_true(is_done);
	return io.error;
}

static u64 nr_ios(const char *name)
{
	struct disk_stats stats;

	disk_stats_get(disk_find(name), &stats);
	return stats.nr_ios[DISK_READ] + stats.nr_ios[DISK_WRITE];
}

static int begin(void **state)
{
	struct disk_config config = { .name = "ssd", .nr_sectors = 8192 };
	int r = fixture_begin(state);

	machine_cut();
	if (r || !disk_create(&config) || machine_boot(NULL))
		return 1;
	table = "0 2048 writeboost /dev/sda /dev/ssd 2 segment_size_order 4";
	return run_verb(create_task);
}

static int end(void **state)
{
	assert_int_equal(run_verb(remove_task), 0);
	machine_shutdown();
	assert_null(finding_first());
	disk_destroy(disk_find("ssd"));
	assert_int_equal(machine_boot(NULL), 0);
	return fixture_end(state);
}

/* They are answered at once, touch no disk, and change nothing. */
static void test_empty_requests_are_answered(void **state)
{
	char buf[8 * SECTOR_BYTES];
	u64 nr;

	memset(buf, 'a', sizeof(buf));
	assert_int_equal(request(USER_WRITE, 8, 8, buf), 0);
	nr = nr_ios("sda") + nr_ios("ssd");
	assert_int_equal(request(USER_READ, 8, 0, NULL), 0);
	assert_int_equal(request(USER_WRITE, 8, 0, NULL), 0);
	assert_int_equal(request(USER_READ, 1000, 0, NULL), 0);
	assert_int_equal(nr_ios("sda") + nr_ios("ssd"), nr);
	memset(buf, 0, sizeof(buf));
	assert_int_equal(request(USER_READ, 8, 8, buf), 0);
	assert_int_equal(letter_of(buf), 'a');
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_empty_requests_are_answered, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
