// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs: equal digests for equal seeds; and a crash state that the explorer came to by
 * taking up a run is the same as the one that its tape leads to from the start.
 */
#include "run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "scenario.h"

static const char plain[] = "write(0, '4k', 'A')\n"
			    "flush()\n"
			    "cut 'now'\n"
			    "expect(0, '4k', 'A')\n";

static const char one_cut[] = "device{order=4, segments=8}\n"
			      "write(0, '4k', 'A')\n"
			      "flush()\n"
			      "label 'A'\n"
			      "local t = spawn(write, '8k', '4k', 'x')\n"
			      "write(0, '2k', 'B')\n"
			      "wait(t)\n"
			      "fua('4k', '1k', 'C')\n"
			      "cut 'anywhere after A'\n"
			      "expect(0, '2k', either('A', 'B'))\n";

static const char two_cuts[] = "device{order=4, segments=8}\n"
			       "write(0, '4k', 'A')\n"
			       "flush()\n"
			       "cut 'anywhere after the flush'\n"
			       "fua('4k', '4k', 'B')\n"
			       "cut('anywhere after the fua', {model='prefix'})\n"
			       "expect('4k', '4k', 'B')\n";

/* Fails where the second write survived: in some crash states and not in others. */
static const char fails_once[] = "device{order=4, segments=8}\n"
				 "math.random(10)\n"
				 "write(0, '4k', 'A')\n"
				 "flush()\n"
				 "local t = spawn(write, '8k', '4k', 'x')\n"
				 "write(0, '4k', 'B')\n"
				 "wait(t)\n"
				 "flush()\n"
				 "cut 'anywhere'\n"
				 "assert(read(0, '4k') ~= 'B', 'B is there')\n";

static const char fails_deep[] = "device{order=4, segments=8}\n"
				 "write(0, '4k', 'A')\n"
				 "flush()\n"
				 "cut 'anywhere after the flush'\n"
				 "write(0, '4k', 'B')\n"
				 "sleep '1s'\n"
				 "flush()\n"
				 "cut 'anywhere'\n"
				 "assert(read(0, '4k') ~= 'B', 'B is there')\n";

static const struct run_limits limits = {
	.nr_random = 1, .depth = 2, .nr_parts = 1, .prunes = true, .max_states = 300
};

static void run_text(const char *text, u64 seed, struct run_result *result)
{
	struct scenario *scenario = scenario_from_text("test", text);
	struct run *run = run_create(scenario);

	run_seed(run, seed, &limits, result);
	run_destroy(run);
	scenario_close(scenario);
}

static void must_hold(const struct run_result *result)
{
	if (result->status != RUN_HELD)
		fail_msg("%s %s", result->message ? result->message : "",
			 result->finding.text ? result->finding.text : "");
}

static void equal_seeds_equal_digests(void **state)
{
	static const char *const texts[] = { plain, one_cut, two_cuts };
	struct run_result a, b;
	size_t i;
	u64 seed;

	(void)state;
	for (i = 0; i < 3; i++) {
		for (seed = 0; seed < 3; seed++) {
			run_text(texts[i], seed, &a);
			run_text(texts[i], seed, &b);
			must_hold(&a);
			assert_string_equal(a.digest, b.digest);
			assert_int_equal(a.nr_states, b.nr_states);
			run_result_exit(&a);
			run_result_exit(&b);
		}
	}
}

static void seeds_differ(void **state)
{
	struct run_result a, b;

	(void)state;
	run_text(plain, 1, &a);
	run_text(plain, 2, &b);
	assert_string_not_equal(a.digest, b.digest);
	run_result_exit(&a);
	run_result_exit(&b);
}

static void explores_every_boundary(void **state)
{
	struct run_result a, b;

	(void)state;
	run_text(one_cut, 1, &a);
	must_hold(&a);
	assert_true(a.nr_boundaries > 5);
	assert_true(a.crash.is_complete);
	assert_int_equal(a.nr_states, a.crash.levels[0].nr_recovered);
	run_text(two_cuts, 1, &b);
	must_hold(&b);
	assert_int_equal(b.crash.depth, 2);
	assert_true(b.crash.levels[1].nr_opened == b.crash.levels[0].nr_recovered);
	run_result_exit(&a);
	run_result_exit(&b);
}

static void tape_leads_to(const char *text, u64 seed)
{
	struct scenario *scenario = scenario_from_text("test", text);
	struct run *run = run_create(scenario);
	struct run_result found, again;

	run_seed(run, seed, &limits, &found);
	assert_int_equal(found.status, RUN_VIOLATED);
	assert_string_equal(found.finding.rule, "assert");
	run_tape(run, &found.tape, &again);
	assert_int_equal(again.status, RUN_VIOLATED);
	assert_string_equal(again.finding.text, found.finding.text);
	assert_string_equal(again.digest, found.digest);
	run_result_exit(&again);
	run_destroy(run);

	/* In a process that never explored, too. */
	run = run_create(scenario);
	run_tape(run, &found.tape, &again);
	assert_string_equal(again.digest, found.digest);
	run_result_exit(&again);
	run_result_exit(&found);
	run_destroy(run);
	scenario_close(scenario);
}

static void explored_state_replays(void **state)
{
	u64 seed;

	(void)state;
	for (seed = 0; seed < 4; seed++)
		tape_leads_to(fails_once, seed);
}

static void nested_state_replays(void **state)
{
	u64 seed;

	(void)state;
	for (seed = 0; seed < 4; seed++)
		tape_leads_to(fails_deep, seed);
}

static void a_drawn_cut_is_one_run(void **state)
{
	const struct run_limits drawn = { .must_not_explore = true };
	struct scenario *scenario = scenario_from_text("test", one_cut);
	struct run *run = run_create(scenario);
	struct run_result result, again;

	(void)state;
	run_seed(run, 5, &drawn, &result);
	must_hold(&result);
	assert_int_equal(result.nr_states, 0);
	run_tape(run, &result.tape, &again);
	assert_string_equal(result.digest, again.digest);
	run_result_exit(&result);
	run_result_exit(&again);
	run_destroy(run);
	scenario_close(scenario);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(equal_seeds_equal_digests),
		cmocka_unit_test(seeds_differ),
		cmocka_unit_test(explores_every_boundary),
		cmocka_unit_test(explored_state_replays),
		cmocka_unit_test(nested_state_replays),
		cmocka_unit_test(a_drawn_cut_is_one_run),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
