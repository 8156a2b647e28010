// SPDX-License-Identifier: GPL-2.0-only
/*
 * Faults, one row each: what they do to a write, a read, a flush; and bad words.
 */
#include <errno.h>

#include "disk_fixture.h"

static struct disk_fault *push(const char *text)
{
	static char copy[200];
	struct word words[8];
	char error[200] = "";
	struct disk_fault *fault;
	size_t nr = 0;

	strcpy(copy, text);
	for (char *word = strtok(copy, " "); word; word = strtok(NULL, " ")) {
		char *value = strchr(word, '=');

		*value++ = '\0';
		words[nr++] = (struct word){ word, value };
	}
	fault = disk_fault_create(words, nr, error, sizeof(error));
	if (!fault)
		fail_msg("%s: %s", text, error);
	disk_fault_push(disk, fault);
	return fault;
}

/* --- matchers: which of six writes to sectors 0, 8, … 40 fail? --- */

static void test_matchers(void **state)
{
	static const struct {
		const char *words, *failed;
	} rows[] = {
		{ "errno=EIO", "xxxxxx" },
		{ "op=write errno=EIO", "xxxxxx" },
		{ "op=read errno=EIO", "......" },
		{ "nth=3 errno=EIO", "..x..." },
		{ "every=2 errno=EIO", ".x.x.x" },
		{ "every=2 times=2 errno=EIO", ".x.x.." },
		{ "from=8 to=24 errno=EIO", ".xx..." },
		{ "from=15 to=17 errno=EIO", ".xx..." },
		{ "from=8 nth=2 errno=EIO", "..x..." },
		{ "up=160us down=160us errno=EIO", "..xx.." },
		{ "after=320us errno=EIO", "....xx" },
		{ "op=fua errno=EIO", "......" },
		{ "chance=4 errno=EIO", "......" },
	};

	for (size_t row = 0; row < sizeof(rows) / sizeof(rows[0]); row++) {
		char failed[7] = "";

		make_disk((struct disk_config){ .latency = latency_find("fixed") });
		push(rows[row].words);
		for (u32 i = 0; i < 6; i++)
			failed[i] = do_write(i * 8, 8, 'a') == -EIO ? 'x' : '.';
		assert_string_equal(failed, rows[row].failed);
	}
}

static void test_chance_is_on_the_tape(void **state)
{
	const struct choice_entry second[] = { { 1, 4, 1, CHOICE_FAULT } };

	push("chance=4 errno=ENOSPC");
	use_entries(second, 1);
	assert_int_equal(do_write(0, 8, 'a'), 0);
	assert_int_equal(do_write(0, 8, 'b'), -ENOSPC);
	assert_int_equal(do_write(0, 8, 'c'), 0);
}

/* --- effects --- */

static void test_errnos_by_name_and_number(void **state)
{
	push("nth=1 errno=ENODATA");
	push("nth=2 errno=12");
	assert_int_equal(do_write(0, 1, 'a'), -ENODATA);
	assert_int_equal(do_write(0, 1, 'a'), -ENOMEM);
}

static void test_latency_and_stall(void **state)
{
	u64 before = clock_now_ns();

	push("op=write latency=3ms");
	assert_int_equal(do_write(0, 1, 'a'), 0);
	assert_int_equal(clock_now_ns() - before, 3000000);
	disk_fault_clear(disk);
	push("op=read stall=30s");
	before = clock_now_ns();
	expect_read(0, 1, "a");
	assert_int_equal(clock_now_ns() - before, 30000000000ULL);
	before = clock_now_ns();
	expect_read(0, 1, "a");
	assert_int_equal(clock_now_ns(), before);
}

static void test_lost_write(void **state)
{
	struct disk_fault *fault = push("lost=true nth=2");

	assert_false(disk_permits_loss(disk));
	assert_int_equal(do_write(0, 4, 'a'), 0);
	assert_int_equal(do_write(0, 4, 'b'), 0);
	expect_read(0, 4, "aaaa");
	assert_true(disk_fault_permits_loss(fault));
	assert_int_equal(disk_fault_nr_fired(fault), 1);
	assert_true(disk_permits_loss(disk));
}

static void test_torn_write(void **state)
{
	push("torn=3");
	assert_int_equal(do_write(6, 8, 'a'), 0);
	expect_read(6, 8, "aaa.....");
	assert_null(finding_first());
}

static void test_torn_write_by_tape(void **state)
{
	const struct choice_entry five[] = { { 0, 9, 5, CHOICE_FAULT } };

	push("torn=?");
	use_entries(five, 1);
	assert_int_equal(do_write(0, 8, 'a'), 0);
	expect_read(0, 8, "aaaaa...");
}

static void test_misdirected_write(void **state)
{
	push("misdirect=8");
	assert_int_equal(do_write(4, 4, 'a'), 0);
	expect_read(4, 12, "........aaaa");
}

static void test_bit_rot(void **state)
{
	assert_int_equal(do_write(0, 2, 'a'), 0);
	push("rot=9");
	expect_read(0, 2, "?a");
	expect_now(0, "aa");
}

static void test_lying_flush(void **state)
{
	push("lying_flush=true");
	assert_int_equal(do_write(0, 4, 'a'), 0);
	assert_int_equal(do_flush(), 0);
	assert_int_equal(do_fua(4, 4, 'b'), 0);
	expect_durable(0, "........");
	expect_now(0, "aaaabbbb");
}

static void test_read_only(void **state)
{
	assert_int_equal(do_write(0, 4, 'a'), 0);
	push("read_only=true");
	assert_int_equal(do_write(0, 4, 'b'), -EIO);
	assert_int_equal(finish(submit(DISK_DISCARD, 0, 4, 0)), -EIO);
	expect_read(0, 4, "aaaa");
}

static void test_shrunk_disk(void **state)
{
	push("shrink=100");
	assert_int_equal(do_write(92, 8, 'a'), 0);
	assert_int_equal(do_write(93, 8, 'b'), -EIO);
	assert_int_equal(do_flush(), 0);
	expect_now(92, "aaaaaaaa.");
}

static void test_unreadable_until_written(void **state)
{
	push("unreadable=true from=8 to=16");
	expect_read(0, 8, "........");
	assert_int_equal(finish(submit(DISK_READ, 4, 8, 'x')), -ENODATA);
	assert_int_equal(do_write(8, 4, 'a'), 0);
	expect_read(8, 4, "aaaa");
	assert_int_equal(finish(submit(DISK_READ, 8, 8, 'x')), -ENODATA);
}

static void test_layers_do_not_know_each_other(void **state)
{
	u64 before = clock_now_ns();

	push("latency=1ms");
	push("latency=2ms op=write");
	push("errno=EIO nth=1");
	assert_int_equal(do_write(0, 1, 'a'), -EIO);
	assert_int_equal(clock_now_ns() - before, 3000000);
}

/* --- words --- */

static void test_bad_words_are_named(void **state)
{
	static const struct {
		struct word words[2];
		const char *named;
	} rows[] = {
		{ { { "op", "wirte" }, { "errno", "EIO" } }, "wirte" },
		{ { { "errno", "EFOO" }, { "nth", "1" } }, "EFOO" },
		{ { { "erno", "EIO" }, { "nth", "1" } }, "erno" },
		{ { { "nth", "-1" }, { "errno", "EIO" } }, "-1" },
		{ { { "latency", "5" }, { "op", "any" } }, "\"5\"" },
		{ { { "nth", "1" }, { "op", "any" } }, "no effect" },
		{ { { "errno", "EIO" }, { "lost", "true" } }, "lost" },
		{ { { "chance", "1" }, { "errno", "EIO" } }, "chance" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char error[200] = "";

		assert_null(disk_fault_create(rows[i].words, 2, error, sizeof(error)));
		assert_non_null(strstr(error, rows[i].named));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		disk_case(test_matchers),
		disk_case(test_chance_is_on_the_tape),
		disk_case(test_errnos_by_name_and_number),
		disk_case(test_latency_and_stall),
		disk_case(test_lost_write),
		disk_case(test_torn_write),
		disk_case(test_torn_write_by_tape),
		disk_case(test_misdirected_write),
		disk_case(test_bit_rot),
		disk_case(test_lying_flush),
		disk_case(test_read_only),
		disk_case(test_shrunk_disk),
		disk_case(test_unreadable_until_written),
		disk_case(test_layers_do_not_know_each_other),
		disk_case(test_bad_words_are_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
