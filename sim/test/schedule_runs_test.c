// SPDX-License-Identifier: GPL-2.0-only
/*
 * Many schedules of one world: a claim that some orders break is found, its tape leads
 * there again without the schedule driver, and the dull order keeps it.
 */
#include "schedule-runs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "run.h"
#include "scenario.h"

/* Two writes of one block at once, and a claim that the second is always the last. */
static const char racing[] = "disk('ssd', '1152k', {model='null'})\n"
			     "disk('hdd', '1M', {model='null'})\n"
			     "device{order=4, segments=16}\n"
			     "local a = spawn(write, 0, '4k', 'A')\n"
			     "local b = spawn(write, 0, '4k', 'B')\n"
			     "wait(a) wait(b)\n"
			     "assert(read(0, '4k') == 'B', 'A came last')\n";

static const char cutting[] = "device{order=4, segments=8}\n"
			      "write(0, '4k', 'A')\n"
			      "cut 'anywhere'\n"
			      "write(0, '4k', 'B')\n";

struct outcome {
	struct schedule_runs runs;
	struct run_result result, replayed;
};

static void run_text(const char *text, const char *schedule, u64 max_runs, struct outcome *o)
{
	struct scenario *scenario = scenario_from_text("test", text);
	struct run *run = run_create(scenario);

	memset(o, 0, sizeof(*o));
	assert_null(schedule_parse(schedule, &o->runs.spec));
	o->runs.max_runs = max_runs;
	schedule_runs(run, 0, &o->runs, &o->result);
	run_tape(run, &o->result.tape, &o->replayed);
	run_destroy(run);
	scenario_close(scenario);
}

static void outcome_exit(struct outcome *o)
{
	run_result_exit(&o->result);
	run_result_exit(&o->replayed);
}

static void orders_are_found(void **state)
{
	static const char *const schedules[] = { "walk", "pct:1", "pct:3", "dfs:1:0" };
	struct outcome o;
	size_t i;

	for (i = 0; i < sizeof(schedules) / sizeof(schedules[0]); i++) {
		run_text(racing, schedules[i], 2000, &o);
		if (o.result.status != RUN_VIOLATED)
			fail_msg("%s: %s", schedules[i],
				 o.result.message ? o.result.message : "held");
		assert_in_range(o.runs.figures.nr_runs, 1, 2000);
		assert_int_equal(o.replayed.status, RUN_VIOLATED);
		assert_string_equal(o.result.digest, o.replayed.digest);
		assert_string_equal(o.result.finding.text, o.replayed.finding.text);
		outcome_exit(&o);
	}
}

static void dull_order_keeps_it(void **state)
{
	struct outcome o;

	run_text(racing, "dull", 3, &o);
	assert_int_equal(o.result.status, RUN_HELD);
	assert_int_equal(o.runs.figures.nr_runs, 3);
	outcome_exit(&o);
	run_text(racing, "dfs:0:0", 100, &o);
	assert_int_equal(o.result.status, RUN_HELD);
	assert_int_equal(o.runs.figures.nr_runs, 1);
	assert_true(o.runs.figures.is_complete);
	outcome_exit(&o);
}

/* The passes of a run that goes back in time are under the same schedule. */
static void cuts_are_drawn(void **state)
{
	struct outcome o;

	run_text(cutting, "pct:3", 50, &o);
	if (o.result.status != RUN_HELD)
		fail_msg("%s", o.result.message ? o.result.message : o.result.finding.text);
	assert_int_equal(o.runs.figures.nr_runs, 50);
	outcome_exit(&o);
	run_text(cutting, "dfs:1", 200, &o);
	assert_int_equal(o.result.status, RUN_HELD);
	outcome_exit(&o);
}

static void equal_seeds_equal_digests(void **state)
{
	struct outcome a, b;

	run_text(cutting, "pct:2", 20, &a);
	run_text(cutting, "pct:2", 20, &b);
	assert_string_equal(a.result.digest, b.result.digest);
	outcome_exit(&b);
	run_text(cutting, "pct:3", 20, &b);
	assert_string_not_equal(a.result.digest, b.result.digest);
	outcome_exit(&a);
	outcome_exit(&b);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(orders_are_found),
		cmocka_unit_test(dull_order_keeps_it),
		cmocka_unit_test(cuts_are_drawn),
		cmocka_unit_test(equal_seeds_equal_digests),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
