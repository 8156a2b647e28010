// SPDX-License-Identifier: GPL-2.0-only
/*
 * Users' requests from submission to done: payloads of all shapes, errors, contexts,
 * and what the disk below gets.
 */
#include <errno.h>

#include "disk_fixture.h"
#include "user.h"

static const char *table_text;
static int last_result;

static void create_task(void *arg)
{
	last_result = dmsetup_create("dev", table_text, false);
}

static void remove_task(void *arg)
{
	last_result = dmsetup_remove("dev", false, false);
}

static void create(const char *table)
{
	table_text = table;
	machine_call("dmsetup", create_task, NULL);
	assert_int_equal(last_result, 0);
}

static void io_done(struct user_io *io)
{
	(*(int *)io->priv)++;
	machine_wake();
}

/* Runs one request to its end. */
static int request(const char *dev, enum user_op op, u32 flags, u64 sector, u32 nr_sectors,
		   void *buf, u32 shape)
{
	int nr_done = 0;
	struct user_io io = { .dev = dev,
			      .op = op,
			      .flags = flags,
			      .sector = sector,
			      .nr_sectors = nr_sectors,
			      .buf = buf,
			      .vec_shape = shape,
			      .done = io_done,
			      .priv = &nr_done };

	user_submit(&io);
	assert_int_equal(user_nr_outstanding(), 1);
	while (!nr_done && machine_run(~0ULL) == MACHINE_WOKEN)
		;
	if (finding_first())
		fail_msg("%s: %s", finding_first()->rule, finding_first()->text);
	assert_int_equal(nr_done, 1);
	assert_int_equal(user_nr_outstanding(), 0);
	return io.error;
}

static void answer_all_contexts(u32 context)
{
	struct choice_entry entries[4];

	for (u32 i = 0; i < 4; i++)
		entries[i] = (struct choice_entry){ i, 4, context, CHOICE_CONTEXT };
	use_entries(entries, context ? 4 : 0);
}

static void write_and_read_back(u32 nr_sectors, u32 shape, u32 salt)
{
	static u8 out[512 * 512], in[512 * 512];
	u32 bytes = nr_sectors * 512;

	for (u32 k = 0; k < bytes; k++)
		out[k] = (u8)(k * 7 + k / 512 + salt);
	assert_int_equal(request("/dev/mapper/dev", USER_WRITE, 0, 5, nr_sectors, out, shape), 0);
	assert_int_equal(request("dev", USER_READ, 0, 5, nr_sectors, in, shape * 3), 0);
	assert_memory_equal(in, out, bytes);
	disk_peek(disk, 517, nr_sectors, in);
	assert_memory_equal(in, out, bytes);
}

static void test_payloads_of_all_shapes_and_contexts(void **state)
{
	static const u32 sizes[] = { 1, 7, 8, 9, 64, 255, 512 };

	create("0 1536 linear /dev/sda 512");
	for (u32 i = 0; i < 16; i++) {
		answer_all_contexts(i / 4);
		for (u32 k = 0; k < 7; k++)
			write_and_read_back(sizes[k], i % 4, i);
	}
}

static void test_errors_reach_the_user(void **state)
{
	static char buf[4096];

	create("0 64 linear /dev/sda 0");
	assert_int_equal(request("/dev/absent", USER_READ, 0, 0, 8, buf, 0), -ENODEV);
	assert_int_equal(request("dev", USER_READ, 0, 60, 8, buf, 0), -EIO);
	assert_int_equal(request("dev", USER_DISCARD, 0, 0, 8, NULL, 0), -EOPNOTSUPP);
	assert_int_equal(request("sda", USER_READ, 0, DISK_SECTORS - 4, 8, buf, 0), -EIO);
}

static void test_flush_and_fua_reach_the_disk(void **state)
{
	static char buf[4096];
	struct disk_stats stats;

	memset(buf, 'f', sizeof(buf));
	create("0 64 linear /dev/sda 0");
	assert_int_equal(request("dev", USER_WRITE, 0, 0, 8, buf, 0), 0);
	expect_durable(0, "........");
	assert_int_equal(request("dev", USER_FLUSH, 0, 0, 0, NULL, 0), 0);
	expect_durable(0, "ffffffff");
	assert_int_equal(request("dev", USER_WRITE, USER_FUA, 8, 8, buf, 0), 0);
	expect_durable(8, "ffffffff");
	assert_int_equal(request("dev", USER_WRITE, USER_PREFLUSH | USER_FUA, 16, 8, buf, 0), 0);
	expect_durable(16, "ffffffff");
	disk_stats_get(disk, &stats);
	assert_int_equal(stats.nr_ios[DISK_FLUSH], 2);
	assert_int_equal(stats.nr_ios[DISK_WRITE], 3);
}

static void test_fua_is_a_flush_where_the_disk_has_none(void **state)
{
	static char buf[4096];
	struct disk_stats stats;

	machine_cut();
	make_disk((struct disk_config){ .has_no_fua = true });
	assert_int_equal(machine_boot(NULL), 0);
	memset(buf, 'f', sizeof(buf));
	assert_int_equal(request("sda", USER_WRITE, USER_FUA, 0, 8, buf, 0), 0);
	expect_durable(0, "ffffffff");
	disk_stats_get(disk, &stats);
	assert_int_equal(stats.nr_ios[DISK_FLUSH], 1);
}

static void test_large_requests_are_cut_for_the_disk(void **state)
{
	static char buf[1024 * 512];
	struct disk_stats stats;

	machine_cut();
	make_disk((struct disk_config){ .max_sectors = 64, .has_discard = true });
	assert_int_equal(machine_boot(NULL), 0);
	create("0 1024 linear /dev/sda 0");
	assert_int_equal(request("dev", USER_WRITE, 0, 0, 1024, buf, 0), 0);
	disk_stats_get(disk, &stats);
	assert_int_equal(stats.nr_ios[DISK_WRITE], 16);
	assert_int_equal(request("dev", USER_DISCARD, 0, 0, 1024, NULL, 0), 0);
	assert_int_equal(request("dev", USER_WRITE_ZEROES, 0, 0, 1024, NULL, 0), 0);
	disk_stats_get(disk, &stats);
	assert_int_equal(stats.nr_ios[DISK_DISCARD], 1);
	assert_int_equal(stats.nr_ios[DISK_WRITE_ZEROES], 1);
}

static void test_a_request_keeps_its_device_busy(void **state)
{
	static char buf[4096];
	int nr_done = 0;
	struct user_io io = { .dev = "dev",
			      .op = USER_READ,
			      .nr_sectors = 8,
			      .buf = buf,
			      .done = io_done,
			      .priv = &nr_done };

	machine_cut();
	make_disk((struct disk_config){ .latency = latency_find("hdd") });
	assert_int_equal(machine_boot(NULL), 0);
	create("0 64 linear /dev/sda 0");
	user_submit(&io);
	machine_run(clock_now_ns() + 1);
	machine_call("dmsetup", remove_task, NULL);
	assert_int_equal(last_result, -EBUSY);
	while (!nr_done && machine_run(~0ULL) == MACHINE_WOKEN)
		;
	machine_call("dmsetup", remove_task, NULL);
	assert_int_equal(last_result, 0);
}

/* --- a chain of requests, each submitted by the last one's done --- */

static int nr_left;

static void submit_next(struct user_io *io)
{
	assert_int_equal(io->error, 0);
	if (nr_left--)
		user_submit(io);
	else
		machine_wake();
}

static void test_done_may_submit_the_next(void **state)
{
	static char buf[4096];
	struct user_io io = {
		.dev = "sda", .op = USER_WRITE, .nr_sectors = 8, .buf = buf, .done = submit_next
	};

	nr_left = 100;
	user_submit(&io);
	assert_int_equal(machine_run(~0ULL), MACHINE_WOKEN);
	assert_int_equal(io.id, 101);
	assert_int_equal(nr_left, -1);
}

/* --- the same run twice --- */

static void one_run(char digest[EVENT_DIGEST_CHARS])
{
	static char buf[16384];

	machine_cut();
	event_begin();
	use_driver(choice_seeded_create(5));
	make_disk((struct disk_config){ .latency = latency_find("nvme") });
	assert_int_equal(machine_boot(NULL), 0);
	create("0 1024 linear /dev/sda 0");
	for (u32 i = 0; i < 50; i++) {
		memset(buf, i, sizeof(buf));
		request("dev", i % 3 ? USER_WRITE : USER_READ, 0, i * 13 % 900, 1 + i % 32, buf, i);
	}
	machine_cut();
	disk_cut(disk, CRASH_ANY);
	event_digest(digest);
	assert_int_equal(machine_boot(NULL), 0);
}

static void test_equal_runs_have_equal_digests(void **state)
{
	char first[EVENT_DIGEST_CHARS], second[EVENT_DIGEST_CHARS];

	one_run(first);
	one_run(second);
	assert_string_equal(first, second);
}

/* --- log-writes: its log, byte by byte where it matters --- */

static u64 le64(const u8 *p)
{
	u64 v = 0;

	for (int i = 7; i >= 0; i--)
		v = v << 8 | p[i];
	return v;
}

static void message_task(void *arg)
{
	last_result = dmsetup_message("dev", 0, "mark half", NULL, 0);
}

static void expect_entry(struct disk *log, u64 *sector, u64 at, u64 nr_sectors, u64 flags)
{
	u8 block[512];

	disk_peek(log, *sector, 1, block);
	assert_int_equal(le64(block), at);
	assert_int_equal(le64(block + 8), nr_sectors);
	assert_int_equal(le64(block + 16), flags);
	*sector += 1 + (flags & 4 ? 0 : nr_sectors);
}

static void test_log_writes_logs_in_order(void **state)
{
	struct disk_config config = { .name = "log", .nr_sectors = 2048 };
	static char buf[4096];
	struct disk *log;
	u64 sector = 1;
	u8 super[512];

	machine_cut();
	log = disk_create(&config);
	assert_int_equal(machine_boot(NULL), 0);
	create("0 1024 log-writes /dev/sda /dev/log");
	assert_int_equal(request("dev", USER_WRITE, 0, 0, 8, buf, 0), 0);
	assert_int_equal(request("dev", USER_WRITE, USER_FUA, 8, 4, buf, 0), 0);
	assert_int_equal(request("dev", USER_FLUSH, 0, 0, 0, NULL, 0), 0);
	machine_call("dmsetup", message_task, NULL);
	assert_int_equal(last_result, 0);
	assert_int_equal(request("dev", USER_DISCARD, 0, 16, 8, NULL, 0), 0);
	machine_call("dmsetup", remove_task, NULL);
	assert_int_equal(last_result, 0);
	disk_peek(log, 0, 1, super);
	assert_int_equal(le64(super), 0x6a736677736872ULL);
	assert_int_equal(le64(super + 8), 1);
	assert_int_equal(le64(super + 16), 6);
	expect_entry(log, &sector, 8, 4, 2);
	expect_entry(log, &sector, 0, 8, 0);
	expect_entry(log, &sector, 0, 0, 1);
	expect_entry(log, &sector, 0, 0, 8);
	expect_entry(log, &sector, 16, 8, 4);
	expect_entry(log, &sector, 0, 0, 8);
	machine_cut();
	disk_destroy(log);
	assert_int_equal(machine_boot(NULL), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		disk_case(test_payloads_of_all_shapes_and_contexts),
		disk_case(test_errors_reach_the_user),
		disk_case(test_flush_and_fua_reach_the_disk),
		disk_case(test_fua_is_a_flush_where_the_disk_has_none),
		disk_case(test_large_requests_are_cut_for_the_disk),
		disk_case(test_a_request_keeps_its_device_busy),
		disk_case(test_done_may_submit_the_next),
		disk_case(test_equal_runs_have_equal_digests),
		disk_case(test_log_writes_logs_in_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
