// SPDX-License-Identifier: GPL-2.0-only
/*
 * The same requests under other conditions: what must not differ does not, and what does
 * is said by name.
 */
#include "metamorphic.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "scenario.h"

static const char apart[] =
	"disk('ssd', '1152k', {model=vary{'null', 'sata'}})\n"
	"disk('hdd', '1M', {model=vary{'null', 'hdd'}})\n"
	"device{order=vary{4, 5}, segments=vary{8, 2}}\n"
	"local n = math.random(1000000)\n"
	"local function some(at)\n"
	"	workload{rw='randwrite', offset=at, size='64k', bs='4k', number_ios=30,\n"
	"		iodepth=1, randseed=n + at, tag='at' .. at // 65536}\n"
	"end\n"
	"local t = spawn(some, 65536)\n"
	"some(0)\n"
	"wait(t)\n";

static const char racing[] = "local a = spawn(write, '4k', '4k', 'A')\n"
			     "local b = spawn(write, '4k', '4k', 'B')\n"
			     "wait(a) wait(b)\n";

static const char depending[] = "write(0, '4k', vary{'dull', 'odd'})\n"
				"write('8k', '4k', 'same')\n";

static const char elsewhere[] = "write(0, vary{'4k', '8k'}, 'A')\n";

static const char promising[] = "assert(vary{1, 2} == 1, 'it is not one')\n";

static void run_text(const char *text, u64 seed, u64 nr, struct metamorphic *m)
{
	struct scenario *scenario = scenario_from_text("test", text);
	struct run *run = run_create(scenario);

	metamorphic_run(run, seed, nr, m);
	run_destroy(run);
	scenario_close(scenario);
}

static void equal_requests_leave_equal_contents(void **state)
{
	struct metamorphic m, other;

	run_text(apart, 1, 40, &m);
	if (m.result.status != RUN_HELD)
		fail_msg("%s", m.difference ? m.difference : m.result.message);
	assert_int_equal(m.nr_variations, 40);
	assert_true(m.first.nr > 100);
	run_text(apart, 1, 2, &other);
	assert_true(m.hash == other.hash);
	metamorphic_exit(&other);
	run_text(apart, 2, 2, &other);
	assert_true(m.hash != other.hash);
	metamorphic_exit(&other);
	metamorphic_exit(&m);
}

static void must_differ(const char *text, const char *how)
{
	struct metamorphic m;

	run_text(text, 1, 200, &m);
	assert_int_equal(m.result.status, RUN_VIOLATED);
	assert_non_null(m.difference);
	if (!strstr(m.difference, how))
		fail_msg("%s", m.difference);
	assert_in_range(m.nr_variations, 2, 200);
	assert_true(m.result.tape.nr_entries > 0);
	metamorphic_exit(&m);
}

static void differences_are_named(void **state)
{
	must_differ(racing, "sector 8: write 1 named ");
	must_differ(depending, "sector 0: write 1 named dull, sector +0; and: write 1 named odd");
	must_differ(elsewhere, "other sectors were ever written: 8, and 16");
}

static void broken_promises_count(void **state)
{
	struct metamorphic m;

	run_text(promising, 1, 100, &m);
	assert_int_equal(m.result.status, RUN_VIOLATED);
	assert_null(m.difference);
	assert_string_equal(m.result.finding.rule, "assert");
	metamorphic_exit(&m);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(equal_requests_leave_equal_contents),
		cmocka_unit_test(differences_are_named),
		cmocka_unit_test(broken_promises_count),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
