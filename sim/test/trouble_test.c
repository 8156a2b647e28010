// SPDX-License-Identifier: GPL-2.0-only
/*
 * Ambient trouble in a run: each I/O and each allocation of a scenario that knows of none
 * fails; the script may end early, the harness judges to the end.
 */
#include "run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "disk.h"
#include "scenario.h"

static const char plain[] = "device{order=4, segments=8}\n"
			    "write(0, '4k', 'A')\n"
			    "flush()\n"
			    "write(0, '2k', 'B')\n"
			    "expect(0, '2k', 'B')\n"
			    "dm.suspend()\n"
			    "dm.resume()\n"
			    "cut 'now'\n"
			    "expect('2k', '2k', 'A')\n"
			    "assert(dm.field(dm.status(), 'nr_dirty') == 1)\n";

static const struct run_limits one_run = { .must_not_explore = true };

struct fixture {
	struct scenario *scenario;
	struct run *run;
};

static void begin(struct fixture *f, const char *text)
{
	f->scenario = scenario_from_text("test", text);
	f->run = run_create(f->scenario);
}

static void end(struct fixture *f)
{
	run_destroy(f->run);
	scenario_close(f->scenario);
}

static void run_pinned(struct fixture *f, enum choice_kind kind, u64 idx, u32 value,
		       struct run_result *result)
{
	const struct choice_entry pin = { .kind = kind, .idx = idx, .value = value };
	const struct run_variation variation = { .pins = &pin, .nr_pins = 1 };

	run_varied(f->run, &variation, &one_run, result);
}

static void must_hold(const struct run_result *result, u64 idx, u32 value)
{
	if (result->status != RUN_HELD)
		fail_msg("choice %llu, answer %u: %s %s", idx, value,
			 result->message ? result->message : "",
			 result->finding.text ? result->finding.text : "");
}

/* Every answer at every choice of the track; each was asked for, and its tape repeats it. */
static void try_all(enum choice_kind kind, u32 nr_answers, u32 step)
{
	struct run_result dull, result, again;
	struct fixture f;
	u64 idx;
	u32 value;

	begin(&f, plain);
	run_seed(f.run, 0, &one_run, &dull);
	must_hold(&dull, 0, 0);
	assert_true(dull.nr_asked[kind] > 20);
	for (idx = 0; idx < dull.nr_asked[kind]; idx++) {
		for (value = 1; value < nr_answers; value += step) {
			run_pinned(&f, kind, idx, value, &result);
			must_hold(&result, idx, value);
			assert_int_equal(result.tape.nr_entries > 0, 1);
			assert_string_not_equal(result.digest, dull.digest);
			run_tape(f.run, &result.tape, &again);
			assert_string_equal(again.digest, result.digest);
			run_result_exit(&again);
			run_result_exit(&result);
		}
	}
	run_pinned(&f, kind, dull.nr_asked[kind], 1, &result);
	assert_string_equal(result.digest, dull.digest);
	run_result_exit(&result);
	run_result_exit(&dull);
	end(&f);
}

static void any_io_may_fail(void **state)
{
	(void)state;
	try_all(CHOICE_TROUBLE, disk_trouble_nr_answers(DISK_WRITE), 1);
}

static void any_allocation_may_fail(void **state)
{
	(void)state;
	try_all(CHOICE_ALLOC, 2, 1);
}

/* A scenario's own claim is excused from the first trouble on, and not a moment earlier. */
static void claims_are_excused_only_then(void **state)
{
	static const char text[] = "write(0, '4k', 'A')\n"
				   "flush()\n"
				   "label 'here'\n"
				   "assert(false, 'never true')\n";
	struct run_result dull, result;
	struct fixture f;

	(void)state;
	begin(&f, text);
	run_seed(f.run, 0, &one_run, &dull);
	assert_int_equal(dull.status, RUN_VIOLATED);
	run_pinned(&f, CHOICE_TROUBLE, 0, 1, &result);
	must_hold(&result, 0, 1);
	run_result_exit(&result);
	run_pinned(&f, CHOICE_TROUBLE, dull.nr_asked[CHOICE_TROUBLE], 1, &result);
	assert_int_equal(result.status, RUN_VIOLATED);
	assert_string_equal(result.finding.rule, "assert");
	run_result_exit(&result);
	run_result_exit(&dull);
	end(&f);
}

/* A task that waits for what an ended one would have done does not hang the run. */
static void waiting_for_the_ended_ends(void **state)
{
	static const char text[] = "write(0, '4k', 'A')\n"
				   "local is_done = false\n"
				   "spawn(function() flush() is_done = true end)\n"
				   "while not is_done do sleep '1s' end\n";
	struct run_result dull, result;
	struct fixture f;
	u64 idx;

	(void)state;
	begin(&f, text);
	run_seed(f.run, 0, &one_run, &dull);
	must_hold(&dull, 0, 0);
	for (idx = 0; idx < dull.nr_asked[CHOICE_TROUBLE]; idx++) {
		run_pinned(&f, CHOICE_TROUBLE, idx, 2, &result);
		must_hold(&result, idx, 2);
		run_result_exit(&result);
	}
	run_result_exit(&dull);
	end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_io_may_fail),
		cmocka_unit_test(any_allocation_may_fail),
		cmocka_unit_test(claims_are_excused_only_then),
		cmocka_unit_test(waiting_for_the_ended_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
