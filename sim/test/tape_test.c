// SPDX-License-Identifier: GPL-2.0-only
/* Tape files: what is written is read again; anything else is refused by line. */
#include "tape.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define HEAD                                                         \
	"wbsim-tape 1\nscenario smoke/x 0123456789abcdef\nbuild b\n" \
	"seed 17\n"

static char path[64];

static int make_file(void **state)
{
	int fd;

	(void)state;
	strcpy(path, "/tmp/wbsim-tape-XXXXXX");
	fd = mkstemp(path);
	return fd < 0 || close(fd);
}

static int drop_file(void **state)
{
	(void)state;
	return unlink(path);
}

static void put(const char *text, size_t bytes)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, bytes, file), bytes);
	fclose(file);
}

static void comes_back(void **state)
{
	struct choice_entry entries[] = { { 12, 3, 1, CHOICE_TASK }, { 0, 9, 8, CHOICE_CUT } };
	struct tape tape, again;
	char error[256];
	size_t i;

	(void)state;
	tape_init(&tape);
	tape.scenario = strdup("folder/a name with blanks");
	tape.scenario_hash = 0xfeedfacecafebeefull;
	tape.build = strdup("b1");
	tape.seed = ~0ull;
	tape_append(&tape, entries, 2);
	assert_true(tape_write(&tape, path, error, sizeof(error)));
	assert_true(tape_read(&again, path, error, sizeof(error)));
	assert_string_equal(again.scenario, tape.scenario);
	assert_true(again.scenario_hash == tape.scenario_hash);
	assert_string_equal(again.build, "b1");
	assert_true(again.seed == ~0ull);
	assert_int_equal(again.nr_entries, 2);
	for (i = 0; i < 2; i++) { /* not memcmp(): they end in padding */
		assert_true(again.entries[i].idx == entries[i].idx);
		assert_int_equal(again.entries[i].n, entries[i].n);
		assert_int_equal(again.entries[i].value, entries[i].value);
		assert_int_equal(again.entries[i].kind, entries[i].kind);
	}
	tape_exit(&tape);
	tape_exit(&again);
}

static void refuses_bad_lines(void **state)
{
	static const struct {
		const char *text;
		int line;
	} cases[] = {
		{ "", 1 },
		{ "wbsim-tape 2\n", 1 },
		{ "wbsim-tape 1\nscenario x\n", 2 },
		{ "wbsim-tape 1\nscenario x 12\n", 2 },
		{ "wbsim-tape 1\nscenario x 0123456789abcdef\nbuild \n", 3 },
		{ "wbsim-tape 1\nscenario x 0123456789abcdef\nbuild b\nseed -1\n", 4 },
		{ "wbsim-tape 1\nscenario x 0123456789abcdef\nbuild b\n", 4 },
		{ HEAD "c task 1 2\n", 5 },
		{ HEAD "c task 1 2 1 9\n", 5 },
		{ HEAD "c nosuch 1 2 1\n", 5 },
		{ HEAD "c task 1 2 2\n", 5 },
		{ HEAD "c task x 2 1\n", 5 },
		{ HEAD "c task 1 99999999999 1\n", 5 },
		{ HEAD "c task 1 2 1\nc task 1 2 1", 6 },
		{ HEAD "d task 1 2 1\n", 5 },
	};
	char error[512], where[128];
	struct tape tape;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		put(cases[i].text, strlen(cases[i].text));
		assert_false(tape_read(&tape, path, error, sizeof(error)));
		snprintf(where, sizeof(where), "%s:%d: ", path, cases[i].line);
		assert_int_equal(strncmp(error, where, strlen(where)), 0);
	}
}

static void refuses_bytes(void **state)
{
	static const char text[] = HEAD "c task\0 1 2 1\n";
	char error[512];
	struct tape tape;

	(void)state;
	put(text, sizeof(text) - 1);
	assert_false(tape_read(&tape, path, error, sizeof(error)));
}

static void says_what_is_missing(void **state)
{
	char error[512];
	struct tape tape;

	(void)state;
	assert_false(tape_read(&tape, "/nonexistent/tape", error, sizeof(error)));
	assert_non_null(strstr(error, "/nonexistent/tape: No such file"));
	tape_init(&tape);
	tape.scenario = "x";
	tape.build = "b";
	assert_false(tape_write(&tape, "/nonexistent/tape", error, sizeof(error)));
	assert_non_null(strstr(error, "/nonexistent/tape"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(comes_back, make_file, drop_file),
		cmocka_unit_test_setup_teardown(refuses_bad_lines, make_file, drop_file),
		cmocka_unit_test_setup_teardown(refuses_bytes, make_file, drop_file),
		cmocka_unit_test(says_what_is_missing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
