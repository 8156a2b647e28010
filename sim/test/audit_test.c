// SPDX-License-Identifier: GPL-2.0-only
/*
 * The audit finds what it looks for: a variable that outlives its world, a world that
 * depends on the one before, a seed whose second run differs.
 */
#include "audit-worlds.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "audit-run.h"
#include "event.h"
#include "globals.h"
#include "run.h"
#include "scenario.h"

static u64 leaking_counter;
static u64 nr_boots;

/* What a part of the harness would do that carries something from boot to boot. */
static void leak_into_variable(const struct event *ev, void *ctx)
{
	leaking_counter += ev->kind == EVENT_REQUEST;
}

static void leak_into_events(const struct event *ev, void *ctx)
{
	if (ev->kind == EVENT_BOOT)
		event_log(EVENT_NOTE, 0, nr_boots++, 0, 0);
}

static void variables_are_compared_by_name(void **state)
{
	struct globals *g = globals_find();

	assert_non_null(g);
	assert_in_range(globals_nr(g), 50, 5000);
	globals_keep(g);
	assert_null(globals_changed(g));
	leaking_counter++;
	assert_string_equal(globals_changed(g), "leaking_counter of audit_test.c");
	leaking_counter--;
	assert_null(globals_changed(g));
	globals_destroy(g);
}

static void short_worlds_are_clean(void **state)
{
	struct audit_worlds *a = audit_worlds_create();
	struct audit_tally tally = { 0 }, again = { 0 };

	assert_true(audit_worlds_run(a, 1000, AUDIT_BATCH, &tally));
	assert_int_equal(tally.verdict, AUDIT_CLEAN);
	assert_int_equal(tally.nr_worlds, AUDIT_BATCH);
	assert_true(tally.nr_requests >= 8 * AUDIT_BATCH);
	assert_true(tally.nr_cuts > 0);
	assert_true(audit_worlds_run(a, 1000, AUDIT_BATCH, &again));
	assert_true(tally.low == again.low && tally.high == again.high);
	assert_true(audit_worlds_run(a, 2000, AUDIT_BATCH, &again));
	assert_true(again.low != 2 * tally.low);
	audit_worlds_destroy(a);
}

static void a_leftover_is_named(void **state)
{
	struct audit_tally tally = { 0 };
	struct audit_worlds *a;

	event_listen(leak_into_variable, NULL);
	a = audit_worlds_create();
	assert_false(audit_worlds_run(a, 5, 3, &tally));
	event_listen(NULL, NULL);
	assert_int_equal(tally.verdict, AUDIT_LEFTOVER);
	assert_non_null(strstr(tally.text, "leaking_counter"));
	assert_int_equal(tally.seed, 5);
	audit_worlds_destroy(a);
}

static const char plain[] = "write(0, '4k', 'A')\n";

static void a_second_run_that_differs_is_a_fault(void **state)
{
	struct scenario *scenario = scenario_from_text("test", plain);
	struct run *run = run_create(scenario);
	struct run_limits limits = run_default_limits;
	struct run_result result;

	limits.audit_every = 2;
	run_seed_audited(run, 2, &limits, &result);
	assert_int_equal(result.status, RUN_HELD);
	run_result_exit(&result);
	event_listen(leak_into_events, NULL);
	run_seed_audited(run, 3, &limits, &result);
	assert_int_equal(result.status, RUN_HELD);
	run_result_exit(&result);
	run_seed_audited(run, 4, &limits, &result);
	assert_int_equal(result.status, RUN_HARNESS_FAULT);
	assert_non_null(strstr(result.message, "nondeterminism: seed 4"));
	run_result_exit(&result);
	event_listen(NULL, NULL);
	run_destroy(run);
	scenario_close(scenario);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(variables_are_compared_by_name),
		cmocka_unit_test(short_worlds_are_clean),
		cmocka_unit_test(a_leftover_is_named),
		cmocka_unit_test(a_second_run_that_differs_is_a_fault),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
