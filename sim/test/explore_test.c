// SPDX-License-Identifier: GPL-2.0-only
/*
 * Crash states of tiny worlds, counted by hand; and an exploration that prunes, or that is
 * done in parts, comes to what one that does neither comes to.
 */
#include "run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "scenario.h"

/* Nothing but a disk: no request is judged, so all instants are one group. */
#define DISK "disk('d', '64k', {model='null'})\n"

static const struct run_limits bare = { .depth = 1, .nr_parts = 1, .max_states = 100000 };

static void explore(const char *text, const struct run_limits *limits, struct run_result *result)
{
	struct scenario *scenario = scenario_from_text("test", text);
	struct run *run = run_create(scenario);

	run_seed(run, 1, limits, result);
	run_destroy(run);
	scenario_close(scenario);
}

static void must_hold(const struct run_result *result)
{
	if (result->status != RUN_HELD)
		fail_msg("%s %s", result->message ? result->message : "",
			 result->finding.text ? result->finding.text : "");
}

struct expected {
	u64 nr_images, nr_recovered;
};

static void expect_level(const char *text, const struct run_limits *limits, u32 depth,
			 struct expected expected)
{
	struct run_result result;

	explore(text, limits, &result);
	must_hold(&result);
	assert_true(result.crash.depth >= depth);
	assert_int_equal(result.crash.levels[depth - 1].nr_images, expected.nr_images);
	assert_int_equal(result.crash.levels[depth - 1].nr_recovered, expected.nr_recovered);
	assert_int_equal(result.crash.levels[depth - 1].nr_pruned,
			 expected.nr_images - expected.nr_recovered);
	assert_true(result.crash.is_complete);
	run_result_exit(&result);
}

static void subsets_within_the_bound(void **state)
{
	static const char text[] = DISK "write(0, '2k', 'A', {dev='d'})\n"
					"cut 'anywhere'\n";
	struct run_limits limits = bare;

	(void)state;
	/* Four sectors: nothing and everything, which are the only two prefixes, too. */
	expect_level(text, &limits, 1, (struct expected){ 2, 2 });
	/* And those with one more or less, */
	limits.k = 1;
	expect_level(text, &limits, 1, (struct expected){ 2 + 4 + 4, 10 });
	/* and two: that is all sixteen. */
	limits.k = 2;
	expect_level(text, &limits, 1, (struct expected){ 16, 16 });
	limits.k = 4;
	expect_level(text, &limits, 1, (struct expected){ 16, 16 });
}

static void prefixes_keep_order(void **state)
{
	/* Three writes of two sectors: nothing, the first, the first two, all. */
	static const char text[] = DISK "write(0, '1k', 'A', {dev='d'})\n"
					"write('4k', '1k', 'B', {dev='d'})\n"
					"write('8k', '1k', 'C', {dev='d'})\n"
					"cut 'anywhere'\n";

	(void)state;
	expect_level(text, &bare, 1, (struct expected){ 4, 4 });
}

static void what_is_durable_is_no_choice(void **state)
{
	/* Before the flush: nothing, A. After it: A, and A with B. */
	static const char text[] = DISK "write(0, 512, 'A', {dev='d'})\n"
					"flush{dev='d'}\n"
					"write('4k', 512, 'B', {dev='d'})\n"
					"cut 'anywhere'\n";
	static const char after[] = DISK "write(0, 512, 'A', {dev='d'})\n"
					 "flush{dev='d'}\n"
					 "write('4k', 512, 'B', {dev='d'})\n"
					 "cut 'anywhere after the flush'\n";
	/* The second version of a sector, the first one, or none. */
	static const char twice[] = DISK "write(0, 512, 'A', {dev='d'})\n"
					 "write(0, 512, 'B', {dev='d'})\n"
					 "cut 'anywhere'\n";
	struct run_limits limits = bare;

	(void)state;
	limits.k = 1;
	expect_level(text, &limits, 1, (struct expected){ 3, 3 });
	expect_level(after, &limits, 1, (struct expected){ 2, 2 });
	expect_level(twice, &limits, 1, (struct expected){ 3, 3 });
}

static void large_sectors_are_whole(void **state)
{
	static const char text[] = "disk('d', '64k', {model='null', block=4096})\n"
				   "write(0, '8k', 'A', {dev='d'})\n"
				   "cut 'anywhere'\n";
	struct run_limits limits = bare;

	(void)state;
	limits.k = 1;
	expect_level(text, &limits, 1, (struct expected){ 4, 4 });
}

static void only_what_is_read_counts(void **state)
{
	static const char nothing[] = DISK "write(0, '2k', 'A', {dev='d'})\n"
					   "cut 'anywhere'\n";
	static const char one[] = DISK "write(0, '2k', 'A', {dev='d'})\n"
				       "cut 'anywhere'\n"
				       "read('1k', 512, {dev='d'})\n";
	/* The second sector is read only if the first survived: none, the first, both. */
	static const char next[] = DISK "write(0, '2k', 'A', {dev='d'})\n"
					"cut 'anywhere'\n"
					"if read(0, 512, {dev='d'}) == 'A' then\n"
					"  read(512, 512, {dev='d'})\n"
					"end\n";
	/* What was overwritten before it is read is not what the cut left. */
	static const char over[] = DISK "write(0, '2k', 'A', {dev='d'})\n"
					"cut 'anywhere'\n"
					"write(0, '1k', 'B', {dev='d'})\n"
					"read(0, '1k', {dev='d'})\n";
	struct run_limits limits = bare;

	(void)state;
	limits.k = 2;
	limits.prunes = true;
	limits.spot_every = 1;
	expect_level(nothing, &limits, 1, (struct expected){ 16, 1 });
	expect_level(one, &limits, 1, (struct expected){ 16, 2 });
	expect_level(next, &limits, 1, (struct expected){ 16, 3 });
	expect_level(over, &limits, 1, (struct expected){ 16, 1 });
}

static void cuts_within_cuts(void **state)
{
	/* One sector survives or not; each time the next write does or not. */
	static const char text[] = DISK "write(0, 512, 'A', {dev='d'})\n"
					"cut 'anywhere after the write'\n"
					"write('4k', 512, 'B', {dev='d'})\n"
					"cut 'anywhere'\n"
					"read(0, 512, {dev='d'})\n"
					"read('4k', 512, {dev='d'})\n";
	struct run_limits limits = bare;

	(void)state;
	limits.k = 1;
	limits.depth = 2;
	expect_level(text, &limits, 1, (struct expected){ 2, 2 });
	expect_level(text, &limits, 2, (struct expected){ 4, 4 });
	limits.prunes = true;
	limits.spot_every = 1;
	expect_level(text, &limits, 2, (struct expected){ 4, 4 });
}

static void models_keep_their_own(void **state)
{
	static const char none[] = DISK "write(0, '2k', 'A', {dev='d'})\n"
					"cut('anywhere', {model='none'})\n";
	static const char all[] = DISK "write(0, '2k', 'A', {dev='d'})\n"
				       "cut('anywhere', {model='all'})\n";
	static const char bounded[] = DISK "write(0, '2k', 'A', {dev='d'})\n"
					   "cut('anywhere', {model='bounded', k=1})\n";
	struct run_limits limits = bare;

	(void)state;
	limits.k = 4;
	expect_level(none, &limits, 1, (struct expected){ 1, 1 });
	expect_level(all, &limits, 1, (struct expected){ 2, 2 });
	expect_level(bounded, &limits, 1, (struct expected){ 10, 10 });
}

static void representable_states_are_counted(void **state)
{
	/* One before the write, 2^3 when it is in flight, and as many when it has landed. */
	static const char text[] = DISK "write(0, 1536, 'A', {dev='d'})\n"
					"cut 'anywhere'\n";
	struct run_result result;

	(void)state;
	explore(text, &bare, &result);
	must_hold(&result);
	assert_int_equal(result.crash.levels[0].nr_representable, 1 + 8 + 8);
	run_result_exit(&result);
}

/* --- with the driver --- */

static const char whole[] = "disk('ssd', '2M', {model='null'})\n"
			    "disk('hdd', '1M', {model='null'})\n"
			    "device{order=7, segments=8}\n"
			    "write(0, '4k', 'A')\n"
			    "flush()\n"
			    "write('8k', '8k', 'B')\n"
			    "write(0, '2k', 'C')\n"
			    "fua('4k', '1k', 'D')\n";

/* Fails where B survived, and so after most second cuts. */
static const char broken[] = "disk('ssd', '2M', {model='null'})\n"
			     "disk('hdd', '1M', {model='null'})\n"
			     "device{order=7, segments=8}\n"
			     "write(0, '4k', 'A')\n"
			     "flush()\n"
			     "write(0, '4k', 'B')\n"
			     "flush()\n"
			     "cut 'anywhere'\n"
			     "assert(read(0, '4k') ~= 'B', 'B is there')\n";

static const struct run_limits deep = { .k = 1,
					.depth = 2,
					.nr_random = 2,
					.has_classes = true,
					.prunes = true,
					.adds_cut = true,
					.spot_every = 3,
					.nr_parts = 1,
					.max_states = 100000 };

static void pruning_changes_no_verdict(void **state)
{
	struct run_limits all = deep;
	struct run_result pruned, full;

	(void)state;
	all.prunes = false;
	explore(whole, &deep, &pruned);
	explore(whole, &all, &full);
	must_hold(&pruned);
	must_hold(&full);
	assert_int_equal(pruned.crash.levels[0].nr_images, full.crash.levels[0].nr_images);
	assert_true(pruned.crash.levels[0].nr_pruned > 0);
	assert_true(pruned.crash.levels[0].nr_spot_checked > 0);
	assert_true(pruned.nr_states < full.nr_states);
	run_result_exit(&pruned);
	run_result_exit(&full);
	explore(broken, &deep, &pruned);
	explore(broken, &all, &full);
	assert_int_equal(pruned.status, RUN_VIOLATED);
	assert_int_equal(full.status, RUN_VIOLATED);
	assert_string_equal(pruned.finding.rule, full.finding.rule);
	assert_string_equal(pruned.digest, full.digest);
	assert_false(pruned.crash.is_complete);
	run_result_exit(&pruned);
	run_result_exit(&full);
}

/*
 * Discards, and media that are not empty: what a write or a discard changes depends on what
 * is there, and that may be what an earlier cut left.
 */
static void garbage_is_no_blank(void **state)
{
	static const char text[] =
		"disk('ssd', '1056k', {model='null', fill='garbage', discard=true})\n"
		"disk('hdd', '64k', {model='null', fill='garbage', discard=true})\n"
		"device{order=4, segments=4}\n"
		"write('16k', '4k', 'A')\n"
		"write('21k', '1k', 'B')\n"
		"flush()\n"
		"write('16k', '2k', 'C')\n"
		"fua('24k', '4k', 'D')\n"
		"discard('16k', '4k')\n";
	struct run_limits limits = deep;
	struct run_result result;

	(void)state;
	limits.max_states = 600;
	limits.nr_random = 6;
	explore(text, &limits, &result);
	must_hold(&result);
	assert_int_equal(result.crash.depth, 2);
	assert_true(result.crash.levels[1].nr_pruned > result.crash.levels[1].nr_recovered);
	run_result_exit(&result);
}

static void parts_add_up(void **state)
{
	struct crash_stats sum = { .is_complete = true };
	struct run_limits limits = deep;
	struct run_result result, part;
	u64 nr_states = 0;

	(void)state;
	explore(whole, &deep, &result);
	limits.nr_parts = 3;
	for (limits.part = 0; limits.part < 3; limits.part++) {
		explore(whole, &limits, &part);
		must_hold(&part);
		crash_stats_merge(&sum, &part.crash);
		nr_states += part.nr_states;
		assert_true(part.nr_states < result.nr_states);
		run_result_exit(&part);
	}
	/* Spot checks go by each part's own count. */
	for (u32 i = 0; i < CRASH_MAX_DEPTH; i++) {
		sum.levels[i].nr_spot_checked = result.crash.levels[i].nr_spot_checked = 0;
		sum.levels[i].log2_representable = result.crash.levels[i].log2_representable = 0;
	}
	assert_int_equal(nr_states, result.nr_states);
	assert_memory_equal(&sum, &result.crash, sizeof(sum));
	run_result_exit(&result);
}

static void a_limit_is_told(void **state)
{
	struct run_limits limits = deep;
	struct run_result result;

	(void)state;
	limits.max_states = 20;
	explore(whole, &limits, &result);
	must_hold(&result);
	assert_false(result.crash.is_complete);
	assert_int_equal(result.crash.depth, 1);
	assert_true(crash_stats_fraction(&result.crash) < 1);
	assert_true(result.nr_states <= 22);
	run_result_exit(&result);
}

/* An added cut is on the tape, and so is one within the recovery. */
static void added_cuts_replay(void **state)
{
	struct scenario *scenario = scenario_from_text("test", whole);
	struct run *run = run_create(scenario);
	struct run_limits drawn = deep;
	struct run_result result, again;

	(void)state;
	drawn.must_not_explore = true;
	run_seed(run, 7, &drawn, &result);
	must_hold(&result);
	assert_int_equal(result.counts.nr_cuts, 2);
	assert_int_equal(result.tape.nr_cuts, 2);
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
		cmocka_unit_test(subsets_within_the_bound),
		cmocka_unit_test(prefixes_keep_order),
		cmocka_unit_test(what_is_durable_is_no_choice),
		cmocka_unit_test(large_sectors_are_whole),
		cmocka_unit_test(only_what_is_read_counts),
		cmocka_unit_test(cuts_within_cuts),
		cmocka_unit_test(models_keep_their_own),
		cmocka_unit_test(representable_states_are_counted),
		cmocka_unit_test(pruning_changes_no_verdict),
		cmocka_unit_test(garbage_is_no_blank),
		cmocka_unit_test(parts_add_up),
		cmocka_unit_test(a_limit_is_told),
		cmocka_unit_test(added_cuts_replay),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
