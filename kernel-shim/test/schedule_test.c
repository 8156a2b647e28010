// SPDX-License-Identifier: GPL-2.0-only
/*
 * Schedule drivers: they find races of known depth as often as they promise, visit all
 * that is within a bound, and leave a tape that replays without them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "choice.h"
#include "event.h"
#include "finding.h"
#include "machine.h"
#include "races.h"
#include "schedule.h"

struct race {
	void (*first)(void *arg);
	void (*second)(void *arg);
	bool (*has_happened)(void);
};

static const struct race lost_addition = { races_adder, races_adder, races_addition_lost };
static const struct race meeting = { races_opener, races_passer, races_met };

static struct schedule_spec spec_of(const char *text)
{
	struct schedule_spec spec;

	assert_null(schedule_parse(text, &spec));
	return spec;
}

/* Boots dully, so that only the race itself is scheduled. Return: was it lost? */
static bool race_once(const struct race *race, struct choice_driver *drv)
{
	finding_clear();
	event_begin();
	choice_begin(NULL);
	assert_int_equal(machine_boot(NULL), 0);
	races_begin();
	choice_begin(drv);
	machine_spawn("first", race->first, NULL);
	machine_spawn("second", race->second, NULL);
	assert_int_equal(machine_run(~0ULL), MACHINE_IDLE);
	machine_cut();
	return race->has_happened && race->has_happened();
}

/* @nr_runs at most; how many found it, and what the driver says of them. */
static u32 race_often(const struct race *race, const char *schedule, u64 nr_runs,
		      struct schedule_figures *figures)
{
	struct schedule_spec spec = spec_of(schedule);
	struct choice_driver *drv = choice_schedule_create(&spec, choice_seeded_create(0), 7);
	u32 nr_found = 0;

	do
		nr_found += race_once(race, drv);
	while (--nr_runs && choice_schedule_next(drv, choice_seeded_create(0)));
	choice_schedule_figures(drv, figures);
	choice_begin(NULL);
	choice_driver_destroy(drv);
	return nr_found;
}

/* --- pct --- */

static void expect_rate(const struct race *race, const char *schedule, u32 depth, u64 nr_runs)
{
	struct schedule_figures figures;
	u32 nr_found = race_often(race, schedule, nr_runs, &figures);
	double expected =
		nr_runs * (1 - schedule_miss_bound(figures.nr_tasks, figures.nr_steps, depth, 1));

	assert_int_equal(figures.nr_runs, nr_runs);
	assert_in_range(figures.nr_steps, 20, 80);
	if (nr_found < expected)
		fail_msg("%s: %u of %llu runs found it, at least %f promised", schedule, nr_found,
			 nr_runs, expected);
}

static void pct_finds_a_race_of_depth_2(void **state)
{
	expect_rate(&lost_addition, "pct:2", 2, 3000);
}

static void pct_finds_a_race_of_depth_3(void **state)
{
	expect_rate(&meeting, "pct:3", 3, 20000);
}

/* Two preemptions are needed, and one change of priorities makes one. */
static void pct_of_a_lower_depth_does_not(void **state)
{
	struct schedule_figures figures;

	assert_int_equal(race_often(&lost_addition, "pct:1", 500, &figures), 0);
	assert_int_equal(race_often(&meeting, "pct:2", 3000, &figures), 0);
}

static void who_yields_lets_others_go(void **state)
{
	static const struct race poll = { races_poller, races_setter, NULL };
	struct schedule_figures figures;

	race_often(&poll, "pct:2", 50, &figures);
	assert_null(finding_first());
}

static void bound_is_what_it_says(void **state)
{
	assert_true(schedule_miss_bound(4, 100, 1, 1) == 1 - 1.0 / 4);
	assert_true(schedule_miss_bound(4, 100, 2, 1) == 1 - 1.0 / 4 / 100);
	assert_true(schedule_miss_bound(2, 100, 1, 3) == 0.125);
	assert_true(schedule_miss_bound(2, 100, 1, 0) == 1);
}

/* --- walk --- */

static void walk_finds_it_too(void **state)
{
	struct schedule_figures figures;

	assert_in_range(race_often(&lost_addition, "walk", 300, &figures), 10, 299);
	assert_int_equal(race_often(&lost_addition, "dull", 20, &figures), 0);
	assert_in_range(race_often(&lost_addition, "walk:4", 3000, &figures), 1, 2999);
}

/* --- dfs --- */

/* Return: how many of all schedules within the bound find it. */
static u32 visit_all(const struct race *race, const char *schedule, u64 *nr_runs)
{
	struct schedule_figures figures;
	u32 nr_found = race_often(race, schedule, 1000000, &figures);

	assert_true(figures.is_complete);
	*nr_runs = figures.nr_runs;
	return nr_found;
}

static void dfs_visits_all_within_the_bound(void **state)
{
	u64 nr_0, nr_1, nr_2;
	u32 nr_found;

	assert_int_equal(visit_all(&lost_addition, "dfs:0", &nr_0), 0);
	nr_found = visit_all(&lost_addition, "dfs:1", &nr_1);
	assert_in_range(nr_found, 1, nr_1 - 1);
	assert_true(nr_0 > 1); /* either begins */
	assert_true(nr_1 > 10 * nr_0);
	assert_int_equal(visit_all(&meeting, "dfs:1", &nr_1), 0);
	nr_found = visit_all(&meeting, "dfs:2", &nr_2);
	assert_in_range(nr_found, 1, nr_2 - 1);
}

static void dfs_counts_other_turns_when_asked(void **state)
{
	u64 nr_all, nr_dull;

	visit_all(&lost_addition, "dfs:1", &nr_all);
	visit_all(&lost_addition, "dfs:1:0", &nr_dull);
	assert_in_range(nr_dull, 2, nr_all - 1);
	visit_all(&lost_addition, "dfs:0:0", &nr_dull);
	assert_int_equal(nr_dull, 1);
}

static void dfs_says_how_far_it_came(void **state)
{
	struct schedule_figures figures;

	race_often(&lost_addition, "dfs:1", 10, &figures);
	assert_false(figures.is_complete);
	assert_int_equal(figures.nr_runs, 10);
	assert_true(figures.branch > 0);
}

/* --- all --- */

static void digest_of(const struct race *race, struct choice_driver *drv,
		      char digest[EVENT_DIGEST_CHARS])
{
	race_once(race, drv);
	event_digest(digest);
}

static void the_record_replays_without_the_driver(void **state)
{
	static const char *const schedules[] = { "walk", "pct:3", "dfs:2" };
	char first[EVENT_DIGEST_CHARS], again[EVENT_DIGEST_CHARS];
	const struct choice_entry *entries;
	size_t i, run, nr;

	for (i = 0; i < sizeof(schedules) / sizeof(schedules[0]); i++) {
		struct schedule_spec spec = spec_of(schedules[i]);
		struct choice_driver *tape, *drv;

		drv = choice_schedule_create(&spec, choice_seeded_create(0), 3);
		for (run = 0; run < 40; run++) {
			digest_of(&meeting, drv, first);
			nr = choice_record(&entries);
			tape = choice_recorded_create(entries, nr);
			digest_of(&meeting, tape, again);
			assert_string_equal(first, again);
			choice_driver_destroy(tape);
			choice_schedule_rewind(drv, choice_seeded_create(0));
			digest_of(&meeting, drv, again);
			assert_string_equal(first, again);
			assert_true(choice_schedule_next(drv, choice_seeded_create(0)));
		}
		choice_begin(NULL);
		choice_driver_destroy(drv);
	}
}

static void other_tracks_are_the_base_s(void **state)
{
	struct schedule_spec spec = spec_of("pct:2");
	struct choice_driver *drv = choice_schedule_create(&spec, choice_seeded_create(9), 1);
	u32 through[50], alone[50], i;

	choice_begin(drv);
	for (i = 0; i < 50; i++)
		through[i] = choose(CHOICE_LATENCY, 1000);
	choice_driver_destroy(drv);
	drv = choice_seeded_create(9);
	choice_begin(drv);
	for (i = 0; i < 50; i++)
		alone[i] = choose(CHOICE_LATENCY, 1000);
	choice_begin(NULL);
	choice_driver_destroy(drv);
	assert_memory_equal(through, alone, sizeof(alone));
}

static void words_are_understood(void **state)
{
	static const char *const wrong[] = { "",      "pct",	"pct:0",    "pct:33", "pct:x",
					     "dfs",   "dfs:",	"dfs:-1",   "walk:",  "walk:0",
					     "dull:", "dull:1", "dfs:1:2:", "chess",  "pct:2 " };
	struct schedule_spec spec = spec_of("dfs:2:7");
	size_t i;

	assert_int_equal(spec.max_preempts, 2);
	assert_int_equal(spec.max_turns, 7);
	assert_int_equal(spec_of("dfs:3").max_turns, SCHEDULE_NO_BOUND);
	assert_int_equal(spec_of("pct:4").depth, 4);
	assert_int_equal(spec_of("walk:20").one_in, 20);
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		if (!schedule_parse(wrong[i], &spec))
			fail_msg("'%s' was understood", wrong[i]);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(pct_finds_a_race_of_depth_2),
		cmocka_unit_test(pct_finds_a_race_of_depth_3),
		cmocka_unit_test(pct_of_a_lower_depth_does_not),
		cmocka_unit_test(who_yields_lets_others_go),
		cmocka_unit_test(bound_is_what_it_says),
		cmocka_unit_test(walk_finds_it_too),
		cmocka_unit_test(dfs_visits_all_within_the_bound),
		cmocka_unit_test(dfs_counts_other_turns_when_asked),
		cmocka_unit_test(dfs_says_how_far_it_came),
		cmocka_unit_test(the_record_replays_without_the_driver),
		cmocka_unit_test(other_tracks_are_the_base_s),
		cmocka_unit_test(words_are_understood),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
