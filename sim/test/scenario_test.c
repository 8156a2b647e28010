// SPDX-License-Identifier: GPL-2.0-only
/* Finding a scenario by what the user typed. */
#include "scenario.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char old_folder[4096], folder[64];

static void put(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static int setup(void **state)
{
	(void)state;
	strcpy(folder, "/tmp/wbsim-scenario-XXXXXX");
	if (!getcwd(old_folder, sizeof(old_folder)) || !mkdtemp(folder) || chdir(folder))
		return -1;
	mkdir("scenarios", 0777);
	mkdir("scenarios/a", 0777);
	mkdir("scenarios/b", 0777);
	put("scenarios/a/one.lua", "-- A claim,\n-- in two lines.\n-- Claims: C1 I2\nwrite()\n");
	put("scenarios/a/both.lua", "-- First.\n");
	put("scenarios/b/both.lua", "-- Second.\n");
	put("elsewhere.lua", "x = 1\n");
	scenario_set_program("");
	return 0;
}

static int teardown(void **state)
{
	char command[128];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	return chdir(old_folder) || system(command);
}

static void is_found(const char *what, const char *name)
{
	char error[1024];
	struct scenario *s = scenario_open(what, error, sizeof(error));

	if (!s)
		fail_msg("%s", error);
	assert_string_equal(s->name, name);
	scenario_close(s);
}

static void is_not_found(const char *what, const char *says)
{
	char error[1024];

	assert_null(scenario_open(what, error, sizeof(error)));
	if (!strstr(error, says))
		fail_msg("expected '%s' in '%s'", says, error);
}

static void finds(void **state)
{
	(void)state;
	is_found("one", "a/one");
	is_found("one.lua", "a/one");
	is_found("a/one", "a/one");
	is_found("scenarios/a/one.lua", "a/one");
	is_found("./scenarios/b/both.lua", "b/both");
	is_found("b/both", "b/both");
	is_found("elsewhere.lua", "elsewhere.lua");
}

static void says_why_not(void **state)
{
	(void)state;
	is_not_found("both", "a/both b/both");
	is_not_found("onne", "did you mean a/one");
	is_not_found("b/one", "did you mean a/one");
	is_not_found("quite-different", "wbsim list");
	is_not_found("", "no scenario");
}

static void refuses_what_is_no_text(void **state)
{
	FILE *file = fopen("binary.lua", "w");

	(void)state;
	fwrite("a\0b", 1, 3, file);
	fclose(file);
	is_not_found("binary.lua", "cannot be read");
}

static void reads_the_claim(void **state)
{
	char error[1024];
	struct scenario *s = scenario_open("one", error, sizeof(error));

	(void)state;
	assert_non_null(s);
	assert_string_equal(s->claim, "A claim, in two lines.");
	assert_string_equal(s->claims, "C1 I2");
	scenario_close(s);
}

static void lists_sorted(void **state)
{
	char **names;
	size_t nr = scenario_list(&names);

	(void)state;
	assert_int_equal(nr, 3);
	assert_string_equal(names[0], "a/both");
	assert_string_equal(names[1], "a/one");
	assert_string_equal(names[2], "b/both");
	scenario_list_free(names, nr);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(finds, setup, teardown),
		cmocka_unit_test_setup_teardown(says_why_not, setup, teardown),
		cmocka_unit_test_setup_teardown(refuses_what_is_no_text, setup, teardown),
		cmocka_unit_test_setup_teardown(reads_the_claim, setup, teardown),
		cmocka_unit_test_setup_teardown(lists_sorted, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
