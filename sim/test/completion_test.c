// SPDX-License-Identifier: GPL-2.0-only
/*
 * The completion and the dead-state oracle: what they let pass, and what not.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <errno.h>
#include <setjmp.h>
#include <cmocka.h>

#include "completion.h"
#include "dead.h"
#include "finding_expect.h"

#define LIMIT_NS 1000

static struct completion_oracle *c;
static struct dead_oracle *d;

static int setup(void **state)
{
	(void)state;
	finding_clear();
	c = completion_create(LIMIT_NS);
	d = dead_create("wb");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	completion_destroy(c);
	dead_destroy(d);
	return 0;
}

static void begin(u64 id, u64 now_ns)
{
	completion_begin(c, id, "write", 8, 16, now_ns);
}

/* --- completion --- */

static void once_in_time_with_success_is_fine(void **state)
{
	(void)state;
	begin(1, 0);
	begin(2, 10);
	assert_int_equal(completion_nr_outstanding(c), 2);
	assert_true(completion_end(c, 2, 0, 10 + LIMIT_NS));
	assert_true(completion_end(c, 1, 0, 5));
	assert_true(completion_finish(c, 5000));
	expect_silence();
}

static void twice_is_too_often(void **state)
{
	(void)state;
	begin(1, 0);
	completion_end(c, 1, 0, 1);
	assert_false(completion_end(c, 1, 0, 2));
	expect_finding("completion", "request 1 was completed a second time");
}

static void never_submitted_cannot_complete(void **state)
{
	(void)state;
	begin(1, 0);
	assert_false(completion_end(c, 2, 0, 1));
	expect_finding("completion", "request 2 was completed, and never submitted");
}

static void too_late_is_a_finding(void **state)
{
	(void)state;
	begin(1, 5);
	assert_false(completion_end(c, 1, 0, 6 + LIMIT_NS));
	expect_finding("completion", "write 1 (sectors 8+16), submitted at 5 ns, was completed too "
				     "late, at 1006 ns");
}

static void what_hangs_is_found_before_it_ends(void **state)
{
	(void)state;
	begin(1, 5);
	begin(2, 700);
	assert_true(completion_check(c, 5 + LIMIT_NS));
	assert_false(completion_check(c, 6 + LIMIT_NS));
	expect_finding("completion",
		       "write 1 (sectors 8+16), submitted at 5 ns, is still outstanding "
		       "at 1006 ns");
}

static void nothing_may_be_left(void **state)
{
	(void)state;
	begin(3, 5);
	assert_false(completion_finish(c, 6));
	expect_finding("completion",
		       "write 3 (sectors 8+16), submitted at 5 ns, was never completed");
}

static void a_cut_ends_what_was_in_flight(void **state)
{
	(void)state;
	begin(1, 0);
	completion_cut(c);
	assert_true(completion_finish(c, 5000));
	expect_silence();
}

static void errors_need_a_reason(void **state)
{
	(void)state;
	begin(1, 0);
	assert_false(completion_end(c, 1, -EIO, 1));
	expect_finding("completion",
		       "write 1 (sectors 8+16) ended with errno 5, which nothing allows");
	completion_allow(c, EIO);
	begin(2, 0);
	assert_true(completion_end(c, 2, -EIO, 1));
	begin(3, 0);
	assert_false(completion_end(c, 3, -ENOSPC, 1));
	expect_finding("completion", "write 3 (sectors 8+16) ended with errno 28");
}

/* Rules change while a request is in flight: what either allows is allowed. */
static void rules_of_both_moments_count(void **state)
{
	(void)state;
	begin(1, 0);
	completion_allow(c, -EIO);
	assert_true(completion_is_allowed(c, EIO));
	begin(2, 0);
	completion_forbid_errors(c);
	begin(3, 0);
	assert_false(completion_is_allowed(c, EIO));
	assert_true(completion_end(c, 2, -EIO, 1));
	assert_true(completion_end(c, 1, -EIO, 1));
	expect_silence();
	assert_false(completion_end(c, 3, -EIO, 1));
	expect_finding("completion", "write 3");
}

/* --- dead --- */

static bool io_below(enum disk_op op, int error)
{
	const struct disk_config config = { .name = "ssd", .nr_sectors = 64 };
	struct disk *disk = disk_create(&config);
	struct disk_io io = { .op = op, .sector = 8, .nr_sectors = 8 };
	bool is_good = dead_disk_event(d, disk, DISK_STAGE_SUBMIT, &io);

	io.error = error;
	assert_true(dead_disk_event(d, disk, DISK_STAGE_COMPLETE, &io));
	disk_destroy(disk);
	return is_good;
}

static bool submit_below(enum disk_op op)
{
	return io_below(op, 0);
}

static void the_living_may_do_anything(void **state)
{
	(void)state;
	assert_true(submit_below(DISK_WRITE));
	assert_true(dead_answer(d, 1, dead_request(d), 0));
	assert_true(dead_answer(d, 2, dead_request(d), -ENOSPC));
	assert_false(dead_is_exposed(d));
	expect_silence();
}

static void the_first_eio_exposes(void **state)
{
	u32 at_submission = dead_request(d);

	(void)state;
	assert_true(dead_answer(d, 7, at_submission, -EIO));
	assert_true(dead_is_exposed(d));
	/* in flight at that moment: either way */
	assert_true(dead_answer(d, 6, at_submission, 0));
	expect_silence();
	assert_true(dead_answer(d, 8, dead_request(d), -EIO));
	assert_false(dead_answer(d, 9, dead_request(d), 0));
	expect_finding("dead",
		       "request 9 to wb ended with errno 0, expected -EIO: the device is dead "
		       "(answered -EIO, request 7)");
	assert_false(dead_answer(d, 9, dead_request(d), -ENOMEM));
	expect_finding("dead", "request 9 to wb ended with errno 12");
}

static void only_disks_kill(void **state)
{
	u32 asked = dead_request(d);

	(void)state;
	assert_false(dead_status(d, asked, true, true));
	expect_finding("dead", "status of wb says dead, and no disk below has failed");
	assert_true(dead_status(d, asked, false, true));
	assert_true(dead_status(d, asked, true, false)); /* who sees no disk believes it */
	assert_true(dead_is_exposed(d));
	assert_true(dead_status(d, asked, false, true)); /* asked for before */
	assert_false(dead_status(d, dead_request(d), false, true));
	expect_finding("dead", "status of wb says live, and it is dead (its status says dead");
	dead_next_life(d);
	assert_true(dead_status(d, asked, true, true)); /* of the former one */
	assert_false(dead_is_exposed(d));
}

static void the_dead_do_not_write(void **state)
{
	(void)state;
	assert_true(dead_status(d, dead_request(d), true, false));
	assert_true(submit_below(DISK_READ));
	assert_true(submit_below(DISK_FLUSH));
	expect_silence();
	assert_false(submit_below(DISK_WRITE));
	expect_finding("dead",
		       "a write (sectors 8+8) is submitted to ssd below wb, which is dead (its "
		       "status says dead, request 0)");
	assert_false(submit_below(DISK_DISCARD));
	expect_finding("dead", "a write");
	assert_false(submit_below(DISK_WRITE_ZEROES));
	expect_finding("dead", "a write");
}

static void a_new_table_revives(void **state)
{
	(void)state;
	assert_true(dead_status(d, dead_request(d), true, false));
	dead_next_life(d);
	assert_true(submit_below(DISK_WRITE));
	assert_true(dead_answer(d, 1, dead_request(d), 0));
	expect_silence();
}

/* It failed in its old life, or was served in the new one: nobody knows which. */
static void what_crosses_lives_is_not_judged(void **state)
{
	u32 alive = dead_request(d), dead;

	(void)state;
	assert_true(dead_status(d, dead_request(d), true, false));
	dead = dead_request(d);
	dead_next_life(d);
	assert_true(dead_answer(d, 1, dead, 0));
	assert_true(dead_answer(d, 2, dead, -EIO));
	assert_true(dead_answer(d, 3, alive, -EIO));
	assert_false(dead_is_exposed(d));
	expect_silence();
}

static void death_excuses_what_came_in_that_life(void **state)
{
	u32 first = dead_request(d), second, third;

	(void)state;
	assert_false(dead_excuses(d, first));
	dead_next_life(d); /* of one that was well */
	assert_false(dead_excuses(d, first));
	second = dead_request(d);
	assert_true(dead_status(d, dead_request(d), true, false));
	assert_true(dead_excuses(d, second));
	dead_next_life(d);
	third = dead_request(d);
	assert_true(dead_excuses(d, second));
	assert_false(dead_excuses(d, third));
}

static void failed_io_below_makes_it_suspect(void **state)
{
	static const struct {
		int error;
		bool is_suspect;
	} rows[] = {
		{ 0, false },	{ -ENOMEM, false }, { -EOPNOTSUPP, false },
		{ -EIO, true }, { -ENOSPC, true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_true(io_below(DISK_WRITE, rows[i].error));
		assert_int_equal(dead_is_suspect(d), rows[i].is_suspect);
		assert_false(dead_is_exposed(d));
		dead_next_life(d);
		assert_false(dead_is_suspect(d));
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(once_in_time_with_success_is_fine),
		TEST(twice_is_too_often),
		TEST(never_submitted_cannot_complete),
		TEST(too_late_is_a_finding),
		TEST(what_hangs_is_found_before_it_ends),
		TEST(nothing_may_be_left),
		TEST(a_cut_ends_what_was_in_flight),
		TEST(errors_need_a_reason),
		TEST(rules_of_both_moments_count),
		TEST(the_living_may_do_anything),
		TEST(the_first_eio_exposes),
		TEST(only_disks_kill),
		TEST(the_dead_do_not_write),
		TEST(a_new_table_revives),
		TEST(what_crosses_lives_is_not_judged),
		TEST(death_excuses_what_came_in_that_life),
		TEST(failed_io_below_makes_it_suspect),
	};

	return cmocka_run_group_tests_name("completion and dead", tests, NULL, NULL);
}
