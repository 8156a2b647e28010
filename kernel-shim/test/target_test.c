// SPDX-License-Identifier: GPL-2.0-only
/*
 * The companions of the target under test, as dmsetup shows them: dust, flakey, delay
 * and log-writes (kernel-semantics 8). What needs a target of one's own is in
 * steps/targets.steps.
 */
#include <errno.h>
#include <stdio.h>

#include "disk_fixture.h"
#include "user.h"

/* --- one verb in a task --- */

static struct {
	const char *text;
	char reply[256];
	int result;
	enum dmsetup_status what;
} verb;

static void create_task(void *arg)
{
	verb.result = dmsetup_create("dev", verb.text, false);
}

static void remove_task(void *arg)
{
	verb.result = dmsetup_remove("dev", false, false);
}

static void message_task(void *arg)
{
	verb.result = dmsetup_message("dev", 0, verb.text, verb.reply, sizeof(verb.reply));
}

static void status_task(void *arg)
{
	verb.result = dmsetup_status("dev", verb.what, false, verb.reply, sizeof(verb.reply));
}

static int run_verb(void (*task)(void *arg), const char *text)
{
	verb.text = text;
	verb.reply[0] = '\0';
	machine_call("dmsetup", task, NULL);
	assert_null(finding_first());
	return verb.result;
}

static void create(const char *table)
{
	assert_int_equal(run_verb(create_task, table), 0);
}

static void message(const char *text, int result, const char *reply)
{
	assert_int_equal(run_verb(message_task, text), result);
	assert_string_equal(verb.reply, reply);
}

static void status(enum dmsetup_status what, const char *wanted)
{
	verb.what = what;
	assert_int_equal(run_verb(status_task, NULL), 0);
	assert_non_null(strstr(verb.reply, wanted));
}

static void refused(const char *table, int result, const char *error)
{
	assert_int_equal(run_verb(create_task, table), result);
	assert_string_equal(dmsetup_last_error(), error);
}

/* --- one request --- */

static void io_done(struct user_io *io)
{
	*(bool *)io->priv = true;
	machine_wake();
}

static char payload[8 * SECTOR_BYTES];

static int request(enum user_op op, u64 sector)
{
	bool is_done = false;
	struct user_io io = { .dev = "dev",
			      .op = op,
			      .sector = sector,
			      .nr_sectors = op == USER_FLUSH ? 0 : 8,
			      .buf = payload,
			      .done = io_done,
			      .priv = &is_done };

	user_submit(&io);
	while (!is_done && machine_run(~0ULL) == MACHINE_WOKEN)
		;
	assert_null(finding_first());
	assert_true(is_done);
	return io.error;
}

static int do_op(enum user_op op, u64 sector, char letter)
{
	memset(payload, letter, sizeof(payload));
	return request(op, sector);
}

extern bool blk_keeps_iter; /* of hba.c */

/* --- dust: F8.8, F8.9 --- */

/* Blocks of eight sectors; the mapping begins at block 1 of the disk. */
static void test_bad_blocks_fail_once_enabled(void **state)
{
	create("0 1024 dust /dev/sda 8 4096");
	message("addbadblock 3", 0, "");
	assert_int_equal(do_op(USER_READ, 16, 0), 0);
	message("enable", 0, "");
	status(DMSETUP_STATUS, " fail_read_on_bad_block verbose");
	assert_int_equal(do_op(USER_READ, 16, 0), -EIO);
	assert_int_equal(do_op(USER_READ, 24, 0), 0);
	message("disable", 0, "");
	status(DMSETUP_STATUS, " bypass verbose");
	assert_int_equal(do_op(USER_READ, 16, 0), 0);
	status(DMSETUP_TABLE, " 8 4096");
	assert_int_equal(run_verb(remove_task, NULL), 0);
}

static void test_a_write_heals_after_its_failures(void **state)
{
	create("0 1024 dust /dev/sda 0 4096");
	message("addbadblock 2 2", 0, "");
	message("enable", 0, "");
	assert_int_equal(do_op(USER_WRITE, 16, 'a'), -EIO);
	assert_int_equal(do_op(USER_WRITE, 16, 'b'), -EIO);
	assert_int_equal(do_op(USER_READ, 16, 0), -EIO);
	message("countbadblocks", 1, "countbadblocks: 1 badblock(s) found");
	assert_int_equal(do_op(USER_WRITE, 16, 'c'), 0);
	message("countbadblocks", 1, "countbadblocks: 0 badblock(s) found");
	assert_int_equal(do_op(USER_READ, 16, 0), 0);
	expect_now(16, "cccccccc");
}

/* An empty flush has sector 0 and meets the first block. */
static void test_flushes_meet_the_first_block(void **state)
{
	create("0 1024 dust /dev/sda 0 4096");
	message("addbadblock 0 1", 0, "");
	message("enable", 0, "");
	assert_int_equal(do_op(USER_FLUSH, 0, 0), -EIO);
	assert_int_equal(do_op(USER_FLUSH, 0, 0), 0);
	assert_int_equal(do_op(USER_READ, 0, 0), 0);
}

static void test_bad_blocks_are_listed(void **state)
{
	static const char *const blocks[] = { "9", "2", "77", "30", "5" };
	char text[32];

	create("0 1024 dust /dev/sda 0 512");
	message("clearbadblocks", 1, "dust_clear_badblocks: no badblocks found");
	for (size_t i = 0; i < 5; i++) {
		snprintf(text, sizeof(text), "addbadblock %s", blocks[i]);
		message(text, 0, "");
	}
	message("addbadblock 30", -EINVAL, "");
	message("listbadblocks", 1, "2\n5\n9\n30\n77\n");
	message("queryblock 30", 1, "dust_query_block: block 30 found in badblocklist");
	message("removebadblock 30", 0, "");
	message("removebadblock 30", -EINVAL, "");
	message("queryblock 30", 1, "dust_query_block: block 30 not found in badblocklist");
	message("quiet", 0, "");
	status(DMSETUP_STATUS, " bypass quiet");
	message("removebadblock 30", -EINVAL, "");
	message("removebadblock 77", 0, "");
	message("addbadblock 2", -EINVAL, "");
	message("quiet", 0, "");
	message("CLEARBADBLOCKS", 1, "dust_clear_badblocks: badblocks cleared");
}

static void test_dust_refuses_messages(void **state)
{
	static const char *const texts[] = {
		"addbadblock",	     "removebadblock",	"queryblock",	  "nonsense",
		"nonsense 1",	     "addbadblock x",	"addbadblock 1x", "addbadblock 256",
		"addbadblock 1 256", "addbadblock 1 x", "queryblock 1 1", "addbadblock 1 2 3",
	};

	create("0 1024 dust /dev/sda 0 4096");
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		message(texts[i], -EINVAL, "");
	message("countbadblocks", 1, "countbadblocks: 0 badblock(s) found");
}

static void test_dust_refuses_tables(void **state)
{
	refused("0 64 dust /dev/sda 0", -EINVAL, "Invalid argument count");
	refused("0 64 dust /dev/sda 0 x", -EINVAL, "Invalid block size parameter");
	refused("0 64 dust /dev/sda 0 0", -EINVAL, "Invalid block size parameter");
	refused("0 64 dust /dev/sda 0 256", -EINVAL, "Block size must be at least 512");
	refused("0 64 dust /dev/sda 0 1000", -EINVAL, "Block size must be a power of 2");
	refused("0 64 dust /dev/sda 0 2147483648", -EINVAL, "Block size is too large");
	refused("0 64 dust /dev/sda x 512", -EINVAL, "Invalid device offset sector");
	refused("0 64 dust /dev/none 0 512", -ENODEV, "Device lookup failed");
}

/* --- flakey: F8.3 to F8.6 --- */

static void test_flakey_corrupts_what_is_written(void **state)
{
	char sector[SECTOR_BYTES];

	create("0 64 flakey /dev/sda 0 0 1 5 corrupt_bio_byte 600 w 90 0");
	status(DMSETUP_TABLE, " 0 0 1 5 corrupt_bio_byte 600 w 90 0 ");
	assert_int_equal(do_op(USER_WRITE, 0, 'a'), 0);
	disk_peek(disk, 1, 1, sector);
	assert_int_equal(sector[599 - SECTOR_BYTES], 90);
	expect_now(0, "a?aaaaaa");
	assert_int_equal(do_op(USER_READ, 0, 0), 0);
	assert_int_equal(payload[599], 90);
	assert_int_equal(payload[598], 'a');
}

/* A disk that leaves the bio's iterator alone lets the byte be found, in whichever vector. */
static void test_flakey_corrupts_what_is_read(void **state)
{
	assert_int_equal(do_write(0, 8, 'a'), 0);
	create("0 64 flakey /dev/sda 0 0 1 5 corrupt_bio_byte 600 r 90 0");
	blk_keeps_iter = true;
	assert_int_equal(do_op(USER_READ, 0, 0), 0);
	blk_keeps_iter = false;
	assert_int_equal(payload[599], 90);
	assert_int_equal(payload[598], 'a');
	expect_now(0, "aaaaaaaa");
}

/* Only the bios that have all of the flags: a plain write is no FUA write. */
static void test_flakey_corrupts_by_flags(void **state)
{
	create("0 64 flakey /dev/sda 0 0 1 5 corrupt_bio_byte 1 w 90 131072");
	assert_int_equal(do_op(USER_WRITE, 0, 'a'), 0);
	expect_now(0, "aaaaaaaa");
}

static void test_flakey_refuses_tables(void **state)
{
	static const struct {
		const char *features, *error;
	} rows[] = {
		{ "1 corrupt_bio_byte", "Feature corrupt_bio_byte requires parameters" },
		{ "5 corrupt_bio_byte 0 w 1 0", "Invalid corrupt bio byte" },
		{ "5 corrupt_bio_byte 1 x 1 0", "Invalid corrupt bio direction (r or w)" },
		{ "5 corrupt_bio_byte 1 w 256 0",
		  "Invalid value to corrupt into corrupt_bio_byte" },
		{ "5 corrupt_bio_byte 1 w 1 x", "Invalid corrupt bio flags mask" },
		{ "2 drop_writes drop_writes", "Feature drop_writes duplicated" },
		{ "2 error_writes error_writes", "Feature error_writes duplicated" },
		{ "2 error_writes drop_writes",
		  "Feature drop_writes conflicts with feature error_writes" },
		{ "7 drop_writes", "Invalid number of feature args" },
		{ "6 error_writes corrupt_bio_byte 1 w 1 0",
		  "error_writes is incompatible with corrupt_bio_byte with the WRITE flag set" },
	};
	char table[128];

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		snprintf(table, sizeof(table), "0 64 flakey /dev/sda 0 1 1 %s", rows[i].features);
		refused(table, -EINVAL, rows[i].error);
	}
	refused("0 64 flakey /dev/sda x 1 1", -EINVAL, "Invalid device sector");
	refused("0 64 flakey /dev/sda 0 4294967295 2", -EINVAL, "Interval overflow");
	refused("0 64 flakey /dev/none 0 1 1", -ENODEV, "Device lookup failed");
}

/* --- delay and log-writes --- */

static void test_delay_refuses_tables(void **state)
{
	refused("0 64 delay /dev/sda x 1", -EINVAL, "Invalid device sector");
	refused("0 64 delay /dev/none 0 1", -ENODEV, "Device lookup failed");
	refused("0 64 delay /dev/sda 0 1 /dev/none 0 1", -ENODEV, "Device lookup failed");
}

static void test_log_writes_refuses(void **state)
{
	refused("0 64 log-writes /dev/sda", -EINVAL, "Invalid argument count");
	refused("0 64 log-writes /dev/none /dev/sda", -ENODEV, "Device lookup failed");
	refused("0 64 log-writes /dev/sda /dev/none", -ENODEV, "Log device lookup failed");
	create("0 64 log-writes /dev/sda /dev/sda");
	message("mark", -EINVAL, "");
	message("mark a b", -EINVAL, "");
	message("nonsense x", -EINVAL, "");
}

/* A log that is full ends, the device goes on (F8.13). */
static void test_log_writes_runs_out_of_space(void **state)
{
	struct disk_config config = { .name = "log", .nr_sectors = 32 };
	struct disk *log;

	machine_cut();
	log = disk_create(&config);
	assert_int_equal(machine_boot(NULL), 0);
	create("0 64 log-writes /dev/sda /dev/log");
	for (u32 i = 0; i < 6; i++) {
		assert_int_equal(do_op(USER_WRITE, i * 8, 'a' + i), 0);
		assert_int_equal(do_op(USER_FLUSH, 0, 0), 0);
	}
	machine_run(clock_now_ns() + 1000000);
	status(DMSETUP_STATUS, " logging_disabled");
	assert_int_equal(do_op(USER_READ, 40, 0), 0);
	assert_int_equal(payload[0], 'f');
	assert_int_equal(run_verb(remove_task, NULL), 0);
	machine_cut();
	disk_destroy(log);
	assert_int_equal(machine_boot(NULL), 0);
}

/* --- linear, over blocks of 4 KiB: 3.6, 3.8 --- */

static void test_tables_keep_to_the_blocks(void **state)
{
	static const struct {
		const char *table;
		int result;
	} rows[] = {
		{ "0 64 linear /dev/big 0", 0 },
		{ "0 64 linear /dev/big 8", 0 },
		{ "0 64 linear /dev/big 4", -EINVAL },
		{ "0 60 linear /dev/big 0", -EINVAL },
		{ "0 4 error\n4 64 linear /dev/big 0", -EINVAL },
		{ "0 64 linear /dev/big 1024", -EINVAL },
	};
	struct disk_config config = { .name = "big",
				      .nr_sectors = 1024,
				      .logical_block_bytes = 4096 };
	struct disk *big;

	machine_cut();
	big = disk_create(&config);
	assert_int_equal(machine_boot(NULL), 0);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(run_verb(create_task, rows[i].table), rows[i].result);
		assert_int_equal(run_verb(remove_task, NULL), rows[i].result ? -ENXIO : 0);
	}
	machine_cut();
	disk_destroy(big);
	assert_int_equal(machine_boot(NULL), 0);
}

/* --- delay: two that came at different times leave at different times --- */

static void test_delayed_requests_leave_one_by_one(void **state)
{
	bool is_done[2] = { false, false };
	struct user_io io[2];
	char bufs[2][8 * SECTOR_BYTES];

	create("0 64 delay /dev/sda 0 100");
	for (u32 i = 0; i < 2; i++) {
		memset(bufs[i], 'a' + i, sizeof(bufs[i]));
		io[i] = (struct user_io){ .dev = "dev",
					  .op = USER_WRITE,
					  .sector = 8 * i,
					  .nr_sectors = 8,
					  .buf = bufs[i],
					  .done = io_done,
					  .priv = &is_done[i] };
		user_submit(&io[i]);
		machine_run(clock_now_ns() + 50000000);
	}
	machine_run(clock_now_ns() + 20000000);
	assert_true(is_done[0] && !is_done[1]);
	expect_now(0, "aaaaaaaa........");
	machine_run(clock_now_ns() + 60000000);
	assert_true(is_done[1]);
	expect_now(0, "aaaaaaaabbbbbbbb");
	assert_int_equal(run_verb(remove_task, NULL), 0);
}

/* --- the benchmark of bios --- */

static void bench_task(void *arg)
{
	verb.result = user_bench_bios(verb.text, 100);
}

static void test_bench_reads_whole_batches(void **state)
{
	struct disk_stats stats;

	assert_int_equal(run_verb(bench_task, "/dev/none"), -ENODEV);
	assert_int_equal(run_verb(bench_task, "/dev/sda"), 0);
	disk_stats_get(disk, &stats);
	assert_int_equal(stats.nr_ios[DISK_READ], 128);
	assert_int_equal(stats.nr_ios[DISK_WRITE], 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		disk_case(test_bad_blocks_fail_once_enabled),
		disk_case(test_a_write_heals_after_its_failures),
		disk_case(test_flushes_meet_the_first_block),
		disk_case(test_bad_blocks_are_listed),
		disk_case(test_dust_refuses_messages),
		disk_case(test_dust_refuses_tables),
		disk_case(test_flakey_corrupts_what_is_written),
		disk_case(test_flakey_corrupts_what_is_read),
		disk_case(test_flakey_corrupts_by_flags),
		disk_case(test_flakey_refuses_tables),
		disk_case(test_delay_refuses_tables),
		disk_case(test_log_writes_refuses),
		disk_case(test_log_writes_runs_out_of_space),
		disk_case(test_tables_keep_to_the_blocks),
		disk_case(test_delayed_requests_leave_one_by_one),
		disk_case(test_bench_reads_whole_batches),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
