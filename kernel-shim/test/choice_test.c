// SPDX-License-Identifier: GPL-2.0-only
/*
 * The tape: drivers answer as promised, a record replays to the same answers, and
 * tracks do not shift each other.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "choice.h"
#include "event.h"

#define NR_ASKED 5000

static void ask(u32 *answers, u32 seed_of_bounds)
{
	for (u32 i = 0; i < NR_ASKED; i++) {
		enum choice_kind kind = (i * 7 + seed_of_bounds) % NR_CHOICE_KINDS;

		answers[i] = choose(kind, 1 + i % 9);
	}
}

static void test_seed_zero_is_dull(void **state)
{
	struct choice_driver *drv = choice_seeded_create(0);
	u32 answers[NR_ASKED];

	choice_begin(drv);
	ask(answers, 0);
	for (u32 i = 0; i < NR_ASKED; i++)
		assert_int_equal(answers[i], 0);
	choice_driver_destroy(drv);
}

static void test_answers_stay_below_n(void **state)
{
	static const u8 bytes[] = { 1, 255, 3, 77, 200, 9, 0, 13, 91, 254, 17 };

	for (u64 seed = 1; seed < 50; seed++) {
		struct choice_driver *drv = seed % 2 ? choice_seeded_create(seed) :
						       choice_bytes_create(bytes, sizeof(bytes));
		u32 answers[NR_ASKED];

		choice_begin(drv);
		ask(answers, 0);
		for (u32 i = 0; i < NR_ASKED; i++)
			assert_true(answers[i] < 1 + i % 9);
		choice_driver_destroy(drv);
	}
}

static void test_record_replays(void **state)
{
	for (u64 seed = 1; seed < 30; seed++) {
		struct choice_driver *drv = choice_seeded_create(seed);
		u32 first[NR_ASKED], again[NR_ASKED];
		const struct choice_entry *entries;
		size_t nr;

		choice_begin(drv);
		ask(first, 3);
		nr = choice_record(&entries);
		struct choice_driver *tape = choice_recorded_create(entries, nr);

		choice_begin(tape);
		ask(again, 3);
		assert_memory_equal(first, again, sizeof(first));
		assert_int_equal(choice_record(&entries), nr);
		choice_driver_destroy(tape);
		choice_driver_destroy(drv);
	}
}

static void test_tracks_do_not_shift_each_other(void **state)
{
	struct choice_driver *drv = choice_seeded_create(5);
	u32 alone[100], mixed[100];

	choice_begin(drv);
	for (u32 i = 0; i < 100; i++)
		alone[i] = choose(CHOICE_LATENCY, 1000);
	choice_begin(drv);
	for (u32 i = 0; i < 100; i++) {
		choose(CHOICE_SURVIVE, 2);
		mixed[i] = choose(CHOICE_LATENCY, 1000);
	}
	assert_memory_equal(alone, mixed, sizeof(alone));
	choice_driver_destroy(drv);
}

static void test_bytes_run_out_into_dullness(void **state)
{
	static const u8 bytes[] = { 7 };
	struct choice_driver *drv = choice_bytes_create(bytes, 1);

	choice_begin(drv);
	assert_int_equal(choose(CHOICE_LATENCY, 256), 7);
	for (u32 i = 0; i < 1000; i++)
		assert_int_equal(choose(CHOICE_LATENCY, 256), 0);
	choice_driver_destroy(drv);
}

/* Pins answer; all else is as without them, on every track. */
static void test_pins_come_before_the_seed(void **state)
{
	const struct choice_entry pins[] = {
		{ 40, 9, 3, CHOICE_TROUBLE },
		{ 7, 2, 1, CHOICE_PREEMPT },
		{ 8, 9, 100, CHOICE_TROUBLE }, /* no such answer: dull */
	};
	struct choice_driver *plain = choice_seeded_create(3);
	struct choice_driver *pinned = choice_pinned_create(choice_seeded_create(3), pins, 3);
	u32 without[200], with[200];

	choice_begin(plain);
	for (u32 i = 0; i < 200; i++)
		without[i] = choose(i % 2 ? CHOICE_TROUBLE : CHOICE_PREEMPT, 9);
	choice_begin(pinned);
	for (u32 i = 0; i < 200; i++)
		with[i] = choose(i % 2 ? CHOICE_TROUBLE : CHOICE_PREEMPT, 9);
	for (u32 i = 0; i < 200; i++) {
		if (i == 81)
			assert_int_equal(with[i], 3);
		else if (i == 14)
			assert_int_equal(with[i], 1);
		else
			assert_int_equal(with[i], without[i]);
	}
	choice_driver_destroy(plain);
	choice_driver_destroy(pinned);
}

/* Trouble comes only if somebody asks for it: a seed alone is a world without. */
static void test_no_seed_makes_trouble(void **state)
{
	for (u64 seed = 0; seed < 100; seed++) {
		struct choice_driver *drv = choice_seeded_create(seed);

		choice_begin(drv);
		for (u32 i = 0; i < 100; i++)
			assert_false(choose(CHOICE_TROUBLE, 15) || choose(CHOICE_ALLOC, 2));
		choice_driver_destroy(drv);
	}
}

static void test_names_of_tracks(void **state)
{
	for (int kind = 0; kind < NR_CHOICE_KINDS; kind++)
		assert_int_equal(choice_kind_of(choice_kind_name(kind)), kind);
	assert_int_equal(choice_kind_of("nonsense"), -1);
}

static void test_digest_tells_order(void **state)
{
	char a[EVENT_DIGEST_CHARS], b[EVENT_DIGEST_CHARS], c[EVENT_DIGEST_CHARS];

	event_begin();
	event_log(EVENT_NOTE, 0, 1, 0, 0);
	event_log(EVENT_NOTE, 0, 2, 0, 0);
	event_digest(a);
	event_begin();
	event_log(EVENT_NOTE, 0, 2, 0, 0);
	event_log(EVENT_NOTE, 0, 1, 0, 0);
	event_digest(b);
	event_begin();
	event_log(EVENT_NOTE, 0, 1, 0, 0);
	event_log(EVENT_NOTE, 0, 2, 0, 0);
	event_digest(c);
	assert_string_not_equal(a, b);
	assert_string_equal(a, c);
	assert_int_equal(strlen(a), 32);
}

static void test_boundaries_count_what_a_cut_could_see(void **state)
{
	event_begin();
	event_log(EVENT_NOTE, 0, 0, 0, 0);
	assert_int_equal(event_boundary(), 0);
	event_log(EVENT_SUBMIT, 0, 0, 0, 0);
	event_log(EVENT_WAKE, 0, 0, 0, 0);
	event_log(EVENT_ACK, 0, 0, 0, 0);
	assert_int_equal(event_boundary(), 2);
	assert_int_equal(event_count(), 4);
}

static void test_split_takes_one_track_from_elsewhere(void **state)
{
	struct choice_driver *split, *alone = choice_seeded_create(9);
	u32 answers[2][40], i;

	split = choice_split_create(CHOICE_SCRIPT, choice_seeded_create(9),
				    choice_seeded_create(0));
	choice_begin(alone);
	for (i = 0; i < 40; i++)
		answers[0][i] = choose(CHOICE_SCRIPT, 1000);
	choice_begin(split);
	for (i = 0; i < 40; i++) {
		assert_int_equal(choose(CHOICE_LATENCY, 1000), 0);
		answers[1][i] = choose(CHOICE_SCRIPT, 1000);
	}
	assert_memory_equal(answers[0], answers[1], sizeof(answers[0]));
	choice_begin(NULL);
	choice_driver_destroy(split);
	choice_driver_destroy(alone);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_seed_zero_is_dull),
		cmocka_unit_test(test_answers_stay_below_n),
		cmocka_unit_test(test_record_replays),
		cmocka_unit_test(test_tracks_do_not_shift_each_other),
		cmocka_unit_test(test_bytes_run_out_into_dullness),
		cmocka_unit_test(test_pins_come_before_the_seed),
		cmocka_unit_test(test_no_seed_makes_trouble),
		cmocka_unit_test(test_names_of_tracks),
		cmocka_unit_test(test_split_takes_one_track_from_elsewhere),
		cmocka_unit_test(test_digest_tells_order),
		cmocka_unit_test(test_boundaries_count_what_a_cut_could_see),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
