// SPDX-License-Identifier: GPL-2.0-only
/* Sizes and durations: what is taken, and what is not. */
#include "size.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void takes_fio_notation(void **state)
{
	static const struct {
		const char *text;
		u64 bytes;
	} cases[] = {
		{ "0", 0 },
		{ "512", 512 },
		{ "4k", 4096 },
		{ "4K", 4096 },
		{ "4kb", 4096 },
		{ "4KiB", 4096 },
		{ "4ki", 4096 },
		{ "1M", 1 << 20 },
		{ "2g", 2ull << 30 },
		{ "0x1000", 4096 },
		{ "1t", 1ull << 40 },
		{ "1p", 1ull << 50 },
		{ "0xfk", 15 * 1024 },
	};
	u64 bytes;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_true(size_parse(cases[i].text, &bytes));
		assert_int_equal(bytes, cases[i].bytes);
	}
}

static void refuses_all_else(void **state)
{
	static const char *const cases[] = { "",
					     "k",
					     "4 k",
					     "-1",
					     "4kk",
					     "4x",
					     "0x",
					     "1.5k",
					     "4k ",
					     " 4k",
					     "99999999999999999999",
					     "20000000p",
					     "4kbb" };
	u64 bytes = 7;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_false(size_parse(cases[i], &bytes));
		assert_int_equal(bytes, 7);
	}
}

static void takes_ranges(void **state)
{
	u64 low, high;

	(void)state;
	assert_true(size_parse_range("512-64k", &low, &high));
	assert_int_equal(low, 512);
	assert_int_equal(high, 65536);
	assert_true(size_parse_range("4k", &low, &high));
	assert_int_equal(low, high);
	assert_false(size_parse_range("64k-4k", &low, &high));
	assert_false(size_parse_range("4k-", &low, &high));
	assert_false(size_parse_range("-4k", &low, &high));
}

static void takes_durations(void **state)
{
	u64 ns;

	(void)state;
	assert_true(duration_parse("10us", &ns));
	assert_int_equal(ns, 10000);
	assert_true(duration_parse("1.5ms", &ns));
	assert_int_equal(ns, 1500000);
	assert_true(duration_parse("2m", &ns));
	assert_int_equal(ns, 120000000000ull);
	assert_false(duration_parse("10", &ns));
	assert_false(duration_parse("ms", &ns));
	assert_false(duration_parse("1 ms", &ns));
	assert_false(duration_parse("99999999999999h", &ns));
}

static void formats_the_shortest(void **state)
{
	char text[SIZE_CHARS];

	(void)state;
	assert_string_equal(size_format(4096, text), "4k");
	assert_string_equal(size_format(1536, text), "1536");
	assert_string_equal(size_format(3ull << 20, text), "3M");
	assert_string_equal(size_format(0, text), "0");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_fio_notation),	cmocka_unit_test(refuses_all_else),
		cmocka_unit_test(takes_ranges),		cmocka_unit_test(takes_durations),
		cmocka_unit_test(formats_the_shortest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
