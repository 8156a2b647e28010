// SPDX-License-Identifier: GPL-2.0-only
/*
 * Swarms: classes that take effect are told from those that do not, and behaviours from
 * mere runs.
 */
#include "swarm.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "behaviour.h"
#include "event.h"
#include "run.h"
#include "scenario.h"

static u64 bit_named(const char *class)
{
	u32 i;

	for (i = 0; swarm_class_name(i); i++)
		if (!strcmp(swarm_class_name(i), class))
			return 1ull << i;
	fail_msg("no class \"%s\"", class);
	return 0;
}

static struct swarm_marks marks_of(const char *text)
{
	struct scenario *scenario = scenario_from_text("test", text);
	struct run *run = run_create(scenario);
	struct swarm_marks marks;
	struct run_result result;

	run_seed(run, 0, &run_default_limits, &result);
	if (result.status != RUN_HELD)
		fail_msg("%s", result.message ? result.message : result.finding.text);
	marks = result.marks;
	run_result_exit(&result);
	run_destroy(run);
	scenario_close(scenario);
	return marks;
}

static void faults_name_themselves(void **state)
{
	struct swarm_marks marks = marks_of("write(0, '4k', 'A')\n"
					    "fault('ssd', {op='write', latency='1ms'})\n"
					    "fault('hdd', {op='write', nth=1000, errno='EIO'})\n"
					    "flush()\n");

	assert_true(marks.enabled & bit_named("ssd latency"));
	assert_true(marks.fired & bit_named("ssd latency"));
	assert_true(marks.enabled & bit_named("hdd errno"));
	assert_false(marks.fired & bit_named("hdd errno"));
}

static void words_name_classes(void **state)
{
	struct swarm_marks marks = marks_of("assert(enabled 'tiny')\n"
					    "enabled 'huge'\n"
					    "fired('tiny', 1 < 2)\n"
					    "fired('huge', 1 > 2)\n"
					    "fired 'told'\n"
					    "fail_alloc(1000000)\n");

	assert_int_equal(marks.fired, bit_named("tiny") | bit_named("told"));
	assert_int_equal(marks.enabled, bit_named("tiny") | bit_named("huge") | bit_named("told") |
						bit_named("allocation"));
	marks = marks_of("write(0, '4k', 'A')\n");
	assert_int_equal(marks.enabled, 0);
}

/* In any crash state is in the exploration. */
static void states_count_together(void **state)
{
	struct swarm_marks marks = marks_of("device{order=4, segments=4}\n"
					    "write(0, '4k', 'A')\n"
					    "enabled 'lost' fired('kept', false)\n"
					    "cut 'anywhere'\n"
					    "fired('lost', read(0, '4k') == 'zero')\n"
					    "fired('kept', read(0, '4k') ~= 'zero')\n");

	assert_int_equal(marks.fired, bit_named("lost") | bit_named("kept"));
}

static void a_silent_class_is_found(void **state)
{
	struct swarm_tally tally = { 0 };
	u32 i;

	swarm_begin();
	swarm_enable("mute");
	swarm_enable("loud");
	for (i = 0; i < SWARM_MIN_RUNS; i++) {
		struct swarm_marks marks = swarm_marks();

		assert_null(swarm_silent(&tally));
		marks.fired = i == 3 ? bit_named("loud") : 0;
		swarm_count(&tally, &marks);
	}
	assert_string_equal(swarm_silent(&tally), "mute");
}

/* --- behaviours --- */

static u64 behave(struct behaviours *b, u64 request_id, u64 sector, u32 nr_sectors, int errors)
{
	behaviours_begin(b);
	event_log(EVENT_REQUEST, 0, request_id, sector, 1 | (u64)nr_sectors << 32);
	event_log(EVENT_SWITCH, sector, 0, 0, 0);
	event_log(EVENT_ACK, 0, request_id, errors, 0);
	return behaviours_end(b);
}

static void amounts_are_no_behaviour(void **state)
{
	struct behaviours *b = behaviours_create();
	struct behaviour_figures figures;
	u64 first = behave(b, 1, 0, 8, 0);

	assert_int_equal(behave(b, 7, 800, 8, 0), first);
	behaviours_figures(b, &figures);
	assert_int_equal(figures.nr_runs, 2);
	assert_int_equal(figures.nr_distinct, 1);
	assert_int_equal(figures.nr_transitions, 2);
	assert_int_equal(figures.last_new_run, 1);
	assert_int_not_equal(behave(b, 1, 0, 8, 5), first); /* an error is */
	assert_int_not_equal(behave(b, 1, 0, 3, 0), first); /* and a part of a block */
	behaviours_figures(b, &figures);
	assert_int_equal(figures.nr_distinct, 3);
	assert_int_equal(figures.last_new_run, 4);
	behaviours_destroy(b);
}

static void many_sets_are_kept(void **state)
{
	struct behaviours *b = behaviours_create();
	struct behaviour_figures figures;
	int round, error;

	for (round = 0; round < 2; round++)
		for (error = 0; error < 3000; error++)
			behave(b, 1, 0, 8, error);
	behaviours_figures(b, &figures);
	assert_int_equal(figures.nr_runs, 6000);
	/* Few transitions share a bit. */
	assert_in_range(figures.nr_distinct, 2850, 3000);
	behaviours_destroy(b);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(faults_name_themselves),
		cmocka_unit_test(words_name_classes),
		cmocka_unit_test(states_count_together),
		cmocka_unit_test(a_silent_class_is_found),
		cmocka_unit_test(amounts_are_no_behaviour),
		cmocka_unit_test(many_sets_are_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
