// SPDX-License-Identifier: GPL-2.0-only
/*
 * Plans: what a run called becomes a text that does the same.
 *
 * From: a scenario in a text.   To: shrink-record.c, shrink-plan.c, shrink-print.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "run.h"
#include "scenario.h"
#include "shrink-plan.h"
#include "shrink-record.h"
#include "shrink-search.h"
#include "shrink-write.h"

/* Runs @text with @seed; what came of it in @result, what it called is returned. */
static struct plan *record(const char *text, u64 seed, struct run_result *result)
{
	struct scenario *scenario = scenario_from_text("recorded", text);
	struct recorder *recorder = recorder_create(false);
	struct run *run = run_create_watched(scenario, recorder_watcher(recorder));
	struct run_limits limits = run_default_limits;
	struct plan *plan;

	limits.must_not_explore = true;
	run_seed(run, seed, &limits, result);
	plan = recorder_take(recorder);
	plan_prune(plan);
	run_destroy(run);
	recorder_destroy(recorder);
	scenario_close(scenario);
	return plan;
}

static void assert_plan_is(const char *text, const char *expected)
{
	struct run_result result;
	struct plan *plan = record(text, 1, &result);
	char *printed = plan_text(plan, "");

	assert_int_equal(result.status, RUN_HELD);
	assert_string_equal(printed, expected);
	free(printed);
	plan_destroy(plan);
	run_result_exit(&result);
}

static void loops_and_calculations_are_gone(void **state)
{
	(void)state;
	assert_plan_is("for i = 0, 2 do write(i * 4096, 2048 * 2, 'x' .. i) end\n"
		       "if read(0, 512) == 'x0' then fua('1k', 512, 'B') end\n"
		       "flush{dev='wb'}\n"
		       "assert(dm.field(dm.status(), 'nr_dirty') > 0)\n",
		       "write(0, \"4k\", \"x0\")\n"
		       "write(\"4k\", \"4k\", \"x1\")\n"
		       "write(\"8k\", \"4k\", \"x2\")\n"
		       "read(0, 512)\n"
		       "fua(\"1k\", 512, \"B\")\n"
		       "flush{dev=\"wb\"}\n"
		       "dm.status()\n");
}

static void expectations_become_reads(void **state)
{
	(void)state;
	assert_plan_is("device{segments=4, order=4}\n"
		       "write(0, '4k', 'A')\n"
		       "expect(0, '4k', either('A', zero))\n"
		       "expect_error('E', dm.message, 'wb', 'no such \"thing\"')\n",
		       "device{order=4, segments=4}\n"
		       "write(0, \"4k\", \"A\")\n"
		       "read(0, \"4k\")\n"
		       "pcall(dm.message, \"wb\", \"no such \\\"thing\\\"\")\n");
}

static void tasks_stay_tasks(void **state)
{
	(void)state;
	assert_plan_is("local t = spawn(function(n) write(0, n, 'A') sleep '1ms' end, 512)\n"
		       "spawn(write, 512, 512, 'B')\n"
		       "wait(t)\n",
		       "local task2 = spawn(function()\n"
		       "\twrite(0, 512, \"A\")\n"
		       "\tsleep \"1ms\"\n"
		       "end)\n"
		       "spawn(write, 512, 512, \"B\")\n"
		       "wait(task2)\n");
}

static void workloads_become_their_requests(void **state)
{
	(void)state;
	assert_plan_is("workload{rw='write', bs='4k', size='8k', iodepth=2, fsync=1, tag='t'}\n",
		       "together{\n"
		       "\t{\"write\", 0, \"4k\", \"t\"},\n"
		       "\t{\"flush\"},\n"
		       "\t{\"write\", \"4k\", \"4k\", \"t\"},\n"
		       "\tiodepth=2\n"
		       "}\n");
}

static void a_plan_does_the_same(void **state)
{
	static const char text[] =
		"device{order=4, segments=4}\n"
		"workload{rw='randrw', bsrange='512-8k', size='64k', iodepth=3, number_ios=40,\n"
		"	fsync=5, fua=7, vec=3}\n";
	struct run_result first, second;
	struct plan *plan, *again;
	char *printed;
	u64 seed;

	(void)state;
	for (seed = 1; seed < 6; seed++) {
		plan = record(text, seed, &first);
		printed = plan_text(plan, "");
		again = record(printed, seed, &second);
		assert_int_equal(second.status, RUN_HELD);
		assert_memory_equal(first.counts.nr_requests, second.counts.nr_requests,
				    sizeof(first.counts.nr_requests));
		assert_int_equal(first.counts.virtual_ns, second.counts.virtual_ns);
		assert_int_equal(plan_nr_operations(plan), plan_nr_operations(again));
		free(printed);
		plan_destroy(plan);
		plan_destroy(again);
		run_result_exit(&first);
		run_result_exit(&second);
	}
}

static void what_is_deleted_takes_its_waits_along(void **state)
{
	struct plan *plan = plan_create();
	struct step *spawn = block_add(&plan->main, STEP_SPAWN, "spawn");
	char *printed;

	(void)state;
	spawn->task = 2;
	block_add(&spawn->inside, STEP_WORD, "flush")->is_deleted = true;
	block_add(&plan->main, STEP_WAIT, "wait")->task = 2;
	block_add(&plan->main, STEP_WORD, "flush");
	plan_prune(plan);
	printed = plan_text(plan, "-- Why?\n");
	assert_string_equal(printed, "-- Why?\nflush()\n");
	free(printed);
	plan_destroy(plan);
}

static void identity_is_rule_and_fate(void **state)
{
	struct run_finding lost = { .rule = "contents",
				    .text = "wb, sector 6: legal: write 3; read: zeroes\n"
					    "That is zeroes: write 3 is lost.\nThe last events" };
	struct run_finding torn = { .rule = "contents",
				    .text = "wb, sector 8: legal: write 3; read: x\n"
					    "That is x: torn.\nThe last events on it:" };
	struct run_result result = { .status = RUN_VIOLATED, .finding = lost };
	struct identity id;

	(void)state;
	identity_of(&lost, &id);
	assert_string_equal(id.kind, "lost");
	assert_string_equal(id.dev, "wb");
	result.finding.text = "wb, sector 99: legal: write 1 or write 2; read: write 0\n"
			      "That is write 0: write 2 is lost, resurrected is write 0.";
	assert_true(identity_is(&id, &result));
	result.finding = torn;
	assert_false(identity_is(&id, &result));
	result.finding = (struct run_finding){ .rule = "I3", .text = lost.text };
	assert_false(identity_is(&id, &result));
}

static void comments_say_what_was_promised(void **state)
{
	struct run_finding finding = { .rule = "contents",
				       .text = "wb, sector 6: legal: write 3 (durable by flush 2); "
					       "read: zeroes\nThat is zeroes: write 3 is lost.\n" };
	char *comment = shrink_comment(&finding, true, "C9"), *line, *end;

	(void)state;
	assert_non_null(strstr(comment, "\n-- Claims: C2 C4\n"));
	assert_non_null(strstr(comment, "sector 6 holds zeroes: write 3 is lost."));
	for (line = comment; *line; line = end + 1) {
		end = strchr(line, '\n');
		assert_non_null(end);
		assert_memory_equal(line, "-- ", 3);
		assert_true(end - line <= 100);
	}
	free(comment);
	finding = (struct run_finding){ .rule = "unheard-of", .text = "x" };
	comment = shrink_comment(&finding, false, "C9");
	assert_non_null(strstr(comment, "\n-- Claims: C9\n"));
	free(comment);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(loops_and_calculations_are_gone),
		cmocka_unit_test(expectations_become_reads),
		cmocka_unit_test(tasks_stay_tasks),
		cmocka_unit_test(workloads_become_their_requests),
		cmocka_unit_test(a_plan_does_the_same),
		cmocka_unit_test(what_is_deleted_takes_its_waits_along),
		cmocka_unit_test(identity_is_rule_and_fate),
		cmocka_unit_test(comments_say_what_was_promised),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
