// SPDX-License-Identifier: GPL-2.0-only
/*
 * Ambient trouble: which I/O fails, with what, how long; and nothing while nobody listens.
 */
#include <errno.h>

#include "disk_fixture.h"

static u32 nr_heard;
static int last_error;

static void hear(struct disk *d, const struct disk_io *io, int error)
{
	assert_ptr_equal(d, disk);
	assert_non_null(io);
	nr_heard++;
	last_error = error;
}

static int trouble_setup(void **state)
{
	fixture_begin(state);
	nr_heard = 0;
	disk_trouble_listener = hear;
	return 0;
}

static int trouble_teardown(void **state)
{
	disk_trouble_listener = NULL;
	return fixture_end(state);
}

static u32 answer_of(int error, bool is_for_good)
{
	for (u32 answer = 1; answer < disk_trouble_nr_answers(DISK_DISCARD); answer++)
		if (disk_trouble_errno(answer) == error &&
		    disk_trouble_is_for_good(answer) == is_for_good)
			return answer;
	fail_msg("no answer means %d", error);
	return 0;
}

static void use_answer(u64 idx, int error, bool is_for_good)
{
	const struct choice_entry entry = { idx, 17, answer_of(error, is_for_good),
					    CHOICE_TROUBLE };

	use_entries(&entry, 1);
}

static void test_dull_is_no_trouble(void **state)
{
	assert_int_equal(do_write(0, 8, 'a'), 0);
	assert_int_equal(nr_heard, 0);
	assert_int_equal(choice_tracks[CHOICE_TROUBLE].idx, 1);
}

static void test_once(void **state)
{
	use_answer(1, -EILSEQ, false);
	assert_int_equal(do_write(0, 8, 'a'), 0);
	assert_int_equal(do_write(0, 8, 'b'), -EILSEQ);
	assert_int_equal(do_write(0, 8, 'c'), 0);
	assert_int_equal(nr_heard, 1);
	assert_int_equal(last_error, -EILSEQ);
}

static void test_for_good(void **state)
{
	use_answer(1, -EIO, true);
	assert_int_equal(do_write(0, 8, 'a'), 0);
	assert_int_equal(do_write(0, 8, 'b'), -EIO);
	assert_int_equal(do_flush(), -EIO);
	assert_int_equal(do_write(0, 8, 'c'), -EIO);
	assert_int_equal(nr_heard, 3);
	disk_fault_clear(disk);
	assert_int_equal(do_write(0, 8, 'd'), 0);
}

static void test_there_is_memory_in_the_end(void **state)
{
	u64 begin = clock_now_ns(), nr_failed = 0;

	make_disk((struct disk_config){ .latency = latency_find("fixed") });
	use_answer(0, -ENOMEM, true);
	for (; do_write(0, 8, 'a') == -ENOMEM; nr_failed++)
		assert_true(clock_now_ns() - begin < 310000000ull);
	assert_true(nr_failed > 10);
	assert_int_equal(do_write(0, 8, 'a'), 0);
}

/* Data that is not supported is nothing that a disk may say. */
static void test_only_hints_are_unsupported(void **state)
{
	u32 answer;

	for (answer = 1; answer < disk_trouble_nr_answers(DISK_WRITE); answer++)
		assert_int_not_equal(disk_trouble_errno(answer), -EOPNOTSUPP);
	assert_int_equal(disk_trouble_nr_answers(DISK_READ), disk_trouble_nr_answers(DISK_FLUSH));
	use_answer(0, -EOPNOTSUPP, true);
	assert_int_equal(finish(submit(DISK_DISCARD, 0, 8, 0)), -EOPNOTSUPP);
	assert_int_equal(do_write(0, 8, 'a'), 0);
	assert_int_equal(finish(submit(DISK_DISCARD, 0, 8, 0)), -EOPNOTSUPP);
}

static void test_nobody_listens(void **state)
{
	disk_trouble_listener = NULL;
	use_answer(0, -EIO, true);
	assert_int_equal(do_write(0, 8, 'a'), 0);
	assert_int_equal(choice_tracks[CHOICE_TROUBLE].idx, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, trouble_setup, trouble_teardown)
		CASE(test_dull_is_no_trouble),
		CASE(test_once),
		CASE(test_for_good),
		CASE(test_there_is_memory_in_the_end),
		CASE(test_only_hints_are_unsupported),
		CASE(test_nobody_listens),
#undef CASE
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
