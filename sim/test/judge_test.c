// SPDX-License-Identifier: GPL-2.0-only
/*
 * The judge: a device that is an array here, right or wrong in one thing, and what the
 * judge says of it.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <errno.h>
#include <setjmp.h>
#include <cmocka.h>

#include "event.h"
#include "finding_expect.h"
#include "judge.h"
#include "oracle.h"
#include "payload.h"

#define NR_SECTORS 256u

static u8 device[NR_SECTORS][SECTOR_BYTES]; /* what is read */
static u8 medium[NR_SECTORS][SECTOR_BYTES]; /* what a cut leaves */
static u8 buf[NR_SECTORS * SECTOR_BYTES];
static struct judge *judge;

static int setup(void **state)
{
	const struct judge_config config = { .dev = "wb", .nr_sectors = NR_SECTORS };

	(void)state;
	finding_clear();
	event_begin();
	memset(device, 0, sizeof(device));
	memset(medium, 0, sizeof(medium));
	judge = judge_create(&config);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	judge_destroy(judge);
	return 0;
}

/* A request that is answered at once. */
static bool request(struct user_io *io, int error)
{
	struct judge_request req;

	io->buf = buf;
	judge_fill(judge, &req, io, 'A');
	judge_begin(judge, &req, io);
	if (io->op == USER_WRITE && !error)
		memcpy(device[io->sector], buf, io->nr_sectors * (size_t)SECTOR_BYTES);
	if (io->op == USER_READ && !error)
		memcpy(buf, device[io->sector], io->nr_sectors * (size_t)SECTOR_BYTES);
	if (io->op == USER_FLUSH && !error)
		memcpy(medium, device, sizeof(medium));
	io->error = error;
	event_log(EVENT_ACK, 0, req.id, 0, 0); /* a boundary */
	return judge_end(judge, &req);
}

static bool write_at(u64 sector, u32 nr_sectors)
{
	struct user_io io = { .op = USER_WRITE, .sector = sector, .nr_sectors = nr_sectors };

	return request(&io, 0);
}

static bool read_at(u64 sector, u32 nr_sectors)
{
	struct user_io io = { .op = USER_READ, .sector = sector, .nr_sectors = nr_sectors };

	return request(&io, 0);
}

static bool flush(void)
{
	struct user_io io = { .op = USER_FLUSH };

	return request(&io, 0);
}

static void cut(void)
{
	memcpy(device, medium, sizeof(device));
	judge_cut(judge);
}

/* --- contents --- */

static void a_right_device_passes(void **state)
{
	u64 sector = 0;
	u32 nr = 0;

	(void)state;
	assert_true(write_at(8, 16));
	assert_true(write_at(12, 1));
	assert_true(read_at(0, 64));
	assert_true(flush());
	assert_true(write_at(9, 2));
	cut();
	assert_true(judge_next_touched(judge, &sector, &nr));
	assert_int_equal(sector, 8);
	assert_int_equal(nr, 16);
	assert_true(read_at(sector, nr));
	assert_false(judge_next_touched(judge, &sector, &nr));
	assert_true(judge_finish(judge));
	expect_silence();
}

static void a_lost_write_is_named(void **state)
{
	(void)state;
	write_at(8, 8);
	flush();
	memset(device[10], 0, SECTOR_BYTES);
	assert_false(read_at(8, 8));
	expect_finding("contents",
		       "wb, sector 10: legal: write 1 (sectors 8+8, submitted at step 1, "
		       "acked at step 2, durable by flush 2); read: zeroes\n"
		       "That is zeroes: write 1 is lost.\n"
		       "The last events on it:\n");
}

static void a_resurrected_write_is_named(void **state)
{
	(void)state;
	write_at(8, 8);
	flush();
	memcpy(device[100], device[8], sizeof(device[0]) * 8);
	write_at(8, 8);
	flush();
	memcpy(device[8], device[100], sizeof(device[0]) * 8);
	memset(device[100], 0, sizeof(device[0]) * 8);
	assert_false(read_at(8, 8));
	assert_non_null(strstr(finding_first()->text,
			       "That is write 1 of sector 8 (offset +0), intact: "
			       "write 3 is lost, resurrected is write 1 ("));
	assert_non_null(strstr(finding_first()->text, "overwritten by write 3 ("));
}

static void a_misplaced_write_is_named(void **state)
{
	(void)state;
	write_at(8, 8);
	memcpy(device[30], device[9], SECTOR_BYTES);
	assert_false(read_at(30, 1));
	expect_finding("contents", "wb, sector 30: legal: the initial contents; read: contents ");
	memset(device[30], 0, SECTOR_BYTES);
	memcpy(device[10], device[9], SECTOR_BYTES);
	assert_false(read_at(8, 8));
	assert_non_null(strstr(finding_first()->text,
			       "That is write 1 of sector 9 (offset +1), intact: "
			       "misplaced: write 1 (sectors 8+8"));
}

static void a_torn_sector_is_named(void **state)
{
	(void)state;
	write_at(8, 1);
	memcpy(device[100], device[8], SECTOR_BYTES);
	write_at(8, 1);
	memcpy(&device[8][256], &device[100][256], 256);
	memset(device[100], 0, SECTOR_BYTES);
	assert_false(read_at(8, 1));
	assert_non_null(
		strstr(finding_first()->text, "torn at byte 264: then write 1 of sector 8: torn."));
}

static void garbage_is_named(void **state)
{
	(void)state;
	memset(device[8], 0x5a, SECTOR_BYTES);
	assert_false(read_at(8, 1));
	assert_non_null(strstr(finding_first()->text, "nothing that a user wrote"));
}

static void a_discarded_sector_holds_no_stranger(void **state)
{
	struct user_io io = { .op = USER_DISCARD, .sector = 8, .nr_sectors = 8 };

	(void)state;
	write_at(8, 8);
	write_at(40, 8);
	request(&io, 0);
	assert_true(read_at(8, 8));
	memset(device[9], 0, SECTOR_BYTES);
	assert_true(read_at(8, 8));
	expect_silence();
	memcpy(device[10], device[41], SECTOR_BYTES);
	assert_false(read_at(8, 8));
	expect_finding("contents",
		       "wb, sector 10: legal: what was ever written there, or zeroes; read: "
		       "write 2 of sector 41 (offset +1), intact");
}

static void only_the_last_eight_events_on_the_sector_are_told(void **state)
{
	const char *at;
	u32 i, nr = 0;

	(void)state;
	for (i = 0; i < 20; i++) {
		write_at(8, 8);
		write_at(64, 8);
	}
	memset(device[8], 0, SECTOR_BYTES);
	read_at(8, 1);
	for (at = finding_first()->text; (at = strstr(at, " ns  ")); at++)
		nr++;
	assert_int_equal(nr, 8);
	assert_null(strstr(finding_first()->text, "64+8"));
}

static void foreign_contents_are_described_by_their_owner(void *ctx, u64 sector, const void *data,
							  char *text, size_t text_bytes)
{
	(void)data;
	snprintf(text, text_bytes, "%s of sector %llu", (const char *)ctx, sector);
}

static void a_describer_is_asked(void **state)
{
	static char word[] = "page";

	(void)state;
	judge_set_describe(judge, foreign_contents_are_described_by_their_owner, word);
	memset(device[8], 0x5a, SECTOR_BYTES);
	read_at(8, 1);
	assert_non_null(strstr(finding_first()->text, "That is page of sector 8: not write 0."));
}

/* --- errors --- */

static void an_error_without_a_fault_is_a_finding(void **state)
{
	struct user_io io = { .op = USER_WRITE, .sector = 8, .nr_sectors = 8 };

	(void)state;
	assert_false(request(&io, -EIO));
	expect_finding("completion", "write 1 (sectors 8+8) ended with errno 5");
}

static void after_an_allowed_eio_all_must_fail(void **state)
{
	struct user_io io = { .op = USER_WRITE, .sector = 8, .nr_sectors = 8 };

	(void)state;
	judge_allow(judge, EIO);
	assert_true(request(&io, -EIO));
	assert_true(judge_is_dead(judge));
	assert_true(request(&io, -EIO));
	expect_silence();
	assert_false(flush());
	expect_finding("dead", "request 3 to wb ended with errno 0, expected -EIO");
	judge_revive(judge);
	assert_false(judge_is_dead(judge));
	assert_true(flush());
	assert_true(read_at(8, 8)); /* may have happened or not */
	expect_silence();
}

static void a_reload_that_fails_leaves_it_dead(void **state)
{
	struct user_io io = { .op = USER_WRITE, .sector = 8, .nr_sectors = 8 };

	(void)state;
	judge_allow(judge, EIO);
	assert_true(request(&io, -EIO));
	judge_reload_begin(judge);
	judge_reload_end(judge, false);
	assert_true(judge_is_dead(judge));
	judge_reload_begin(judge);
	judge_reload_end(judge, true);
	assert_false(judge_is_dead(judge));
	expect_silence();
}

static void a_status_of_the_former_instance_tells_nothing(void **state)
{
	u32 asked = judge_asks(judge);

	(void)state;
	judge_reload_begin(judge);
	judge_reload_end(judge, true);
	assert_true(judge_status(judge, asked, true));
	assert_false(judge_is_dead(judge));
	assert_true(
		judge_status(judge, judge_asks(judge), true)); /* who sees no disks believes it */
	assert_true(judge_is_dead(judge));
	expect_silence();
}

static void a_dead_device_says_so(void **state)
{
	u32 asked = judge_asks(judge);

	(void)state;
	assert_true(judge_status(judge, judge_asks(judge), true));
	assert_true(judge_status(judge, asked, false)); /* asked for before */
	expect_silence();
	assert_false(judge_status(judge, judge_asks(judge), false));
	expect_finding("dead", "status of wb says live, and it is dead (its status says dead");
}

static void a_new_table_over_a_healthy_one_loses_nothing(void **state)
{
	(void)state;
	write_at(8, 8);
	judge_reload_begin(judge);
	judge_reload_end(judge, true);
	memset(device[8], 0, SECTOR_BYTES);
	assert_false(read_at(8, 1));
	assert_string_equal(finding_first()->rule, "contents");
	finding_clear();
}

static void some_errors_are_the_requests_own_fault(void **state)
{
	struct user_io discard = { .op = USER_DISCARD, .sector = 8, .nr_sectors = 8 };
	struct user_io beyond = { .op = USER_READ, .sector = NR_SECTORS - 1, .nr_sectors = 2 };
	struct user_io nowait = { .op = USER_READ, .flags = USER_NOWAIT, .nr_sectors = 1 };

	(void)state;
	assert_true(request(&discard, -EOPNOTSUPP));
	assert_true(request(&beyond, -EIO));
	assert_true(request(&nowait, -EAGAIN));
	assert_false(judge_is_dead(judge));
	expect_silence();
}

/* dm forgets that the flush part failed if the data part did not (F1.39). */
static void a_preflush_counts_only_where_nothing_fails(void **state)
{
	struct user_io io = {
		.op = USER_WRITE, .flags = USER_PREFLUSH, .sector = 64, .nr_sectors = 8
	};

	(void)state;
	write_at(8, 8);
	request(&io, 0);
	assert_int_equal(oracle_nr_unsettled(judge_oracle(judge)), 8);
	judge_allow(judge, EIO);
	write_at(16, 8);
	request(&io, 0);
	assert_int_equal(oracle_nr_unsettled(judge_oracle(judge)), 16);
}

/* --- the past --- */

static void the_past_can_be_judged(void **state)
{
	struct judge *then;
	u64 boundaries[200];
	u32 i;

	(void)state;
	write_at(8, 8);
	flush();
	judge_history_begin(judge);
	for (i = 0; i < 200; i++) {
		boundaries[i] = event_boundary();
		write_at(8 + i % 64, 1);
		if (i % 7 == 0)
			flush();
	}
	/* In any order: 37 is prime to 200. */
	for (i = 0; i < 200; i++) {
		u32 k = i * 37 % 200;

		then = judge_at(judge, boundaries[k]);
		/* Those since the last flush, and the one submitted at that very boundary. */
		assert_int_equal(oracle_nr_unsettled(judge_oracle(then)), k ? (k - 1) % 7 + 1 : 1);
		judge_cut(then);
		judge_destroy(then);
	}
	then = judge_at(judge, event_boundary());
	assert_true(judge_check(then, 8, 64, device[8]));
	judge_destroy(then);
	expect_silence();
	then = judge_at(judge, boundaries[0]);
	assert_false(judge_check(then, 8, 64, device[8]));
	judge_destroy(then);
}

static void a_clone_judges_by_itself(void **state)
{
	struct judge *clone;

	(void)state;
	write_at(8, 8);
	clone = judge_clone(judge);
	write_at(8, 8);
	assert_false(judge_check(clone, 8, 8, device[8]));
	finding_clear();
	assert_true(read_at(8, 8));
	judge_destroy(clone);
	expect_silence();
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_right_device_passes),
		TEST(a_lost_write_is_named),
		TEST(a_resurrected_write_is_named),
		TEST(a_misplaced_write_is_named),
		TEST(a_torn_sector_is_named),
		TEST(garbage_is_named),
		TEST(a_discarded_sector_holds_no_stranger),
		TEST(only_the_last_eight_events_on_the_sector_are_told),
		TEST(a_describer_is_asked),
		TEST(an_error_without_a_fault_is_a_finding),
		TEST(after_an_allowed_eio_all_must_fail),
		TEST(a_reload_that_fails_leaves_it_dead),
		TEST(a_status_of_the_former_instance_tells_nothing),
		TEST(a_dead_device_says_so),
		TEST(a_new_table_over_a_healthy_one_loses_nothing),
		TEST(some_errors_are_the_requests_own_fault),
		TEST(a_preflush_counts_only_where_nothing_fails),
		TEST(the_past_can_be_judged),
		TEST(a_clone_judges_by_itself),
	};

	return cmocka_run_group_tests_name("judge", tests, NULL, NULL);
}
