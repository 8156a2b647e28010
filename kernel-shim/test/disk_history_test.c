// SPDX-License-Identifier: GPL-2.0-only
/*
 * Histories: every boundary of a random run can be had again, in any order.
 */
#include "disk_fixture.h"

#define SPAN 64 /* sectors used */
#define NR_STATES 400

struct snapshot {
	u64 boundary;
	u64 nr_volatile;
	char now[SPAN + 1], durable[SPAN + 1];
};

static struct snapshot snapshots[NR_STATES];
static u32 nr_snapshots;

static void letters(char *out, bool is_durable)
{
	char buf[SECTOR_BYTES];

	for (u32 i = 0; i < SPAN; i++) {
		if (is_durable)
			disk_peek_durable(disk, i, 1, buf);
		else
			disk_peek(disk, i, 1, buf);
		out[i] = letter_of(buf);
	}
	out[SPAN] = '\0';
}

static void take_snapshot(void)
{
	struct snapshot *s = &snapshots[nr_snapshots];

	assert_true(nr_snapshots < NR_STATES);
	if (nr_snapshots && snapshots[nr_snapshots - 1].boundary == event_boundary())
		s = &snapshots[nr_snapshots - 1];
	else
		nr_snapshots++;
	s->boundary = event_boundary();
	s->nr_volatile = disk_nr_volatile_sectors(disk);
	letters(s->now, false);
	letters(s->durable, true);
}

static void expect_snapshot(const struct snapshot *s)
{
	char text[SPAN + 1];

	disk_history_rewind(disk, s->boundary);
	letters(text, false);
	assert_string_equal(text, s->now);
	letters(text, true);
	assert_string_equal(text, s->durable);
	assert_int_equal(disk_nr_volatile_sectors(disk), s->nr_volatile);
}

static u32 random_state;

static u32 draw(u32 n)
{
	random_state = random_state * 1664525u + 1013904223u;
	return (random_state >> 8) % n;
}

/* Several I/Os at once, completing in any order, some reads, flushes and discards. */
static void random_run(u32 nr_ios)
{
	struct hand_io *flying[4] = { NULL };

	for (u32 i = 0; i < nr_ios; i++) {
		u32 slot = draw(4), sector = draw(SPAN - 16), what = draw(12);
		enum disk_op op = what < 8 ? DISK_WRITE : what == 8 ? DISK_DISCARD : DISK_FLUSH;

		if (what == 11)
			op = DISK_READ;
		if (flying[slot]) {
			finish(flying[slot]);
			take_snapshot();
		}
		flying[slot] = hand_start(op, sector, 1 + draw(16), 'a' + i % 26);
		flying[slot]->io.is_fua = what < 2;
		disk_submit(disk, &flying[slot]->io);
		take_snapshot();
	}
	for (u32 i = 0; i < 4; i++) {
		if (flying[i])
			finish(flying[i]);
	}
	take_snapshot();
}

static void begin(u32 seed)
{
	random_state = seed;
	nr_snapshots = 0;
	use_driver(choice_seeded_create(seed));
	make_disk((struct disk_config){ .latency = latency_find("nvme"), .cache_bytes = 6 * 4096 });
	disk_history_begin(disk);
	take_snapshot();
	random_run(100);
	machine_cut();
}

static void test_every_boundary_comes_back(void **state)
{
	for (u32 seed = 1; seed <= 20; seed++) {
		begin(seed);
		for (u32 i = 0; i < nr_snapshots; i++)
			expect_snapshot(&snapshots[i]);
		for (u32 i = 0; i < nr_snapshots; i += 7)
			expect_snapshot(&snapshots[nr_snapshots - 1 - i]);
		disk_history_end(disk);
		assert_int_equal(machine_boot(NULL), 0);
	}
}

static void test_worlds_grown_from_a_boundary_do_not_disturb_it(void **state)
{
	begin(7);
	for (u32 i = 0; i < nr_snapshots; i += 5) {
		disk_history_rewind(disk, snapshots[i].boundary);
		disk_cut(disk, CRASH_ANY);
		event_begin();
		assert_int_equal(machine_boot(NULL), 0);
		assert_int_equal(do_fua(0, SPAN, 'X'), 0);
		machine_cut();
		expect_snapshot(&snapshots[i]);
	}
	disk_history_end(disk);
	assert_int_equal(machine_boot(NULL), 0);
}

static void test_histories_nest(void **state)
{
	struct snapshot outer, inner;

	begin(9);
	outer = snapshots[nr_snapshots / 2];
	disk_history_rewind(disk, outer.boundary);
	disk_cut(disk, CRASH_NONE);
	event_begin();
	disk_history_begin(disk);
	assert_int_equal(machine_boot(NULL), 0);
	nr_snapshots = 0;
	random_run(30);
	inner = snapshots[nr_snapshots / 2];
	machine_cut();
	expect_snapshot(&inner);
	disk_history_end(disk);
	expect_snapshot(&outer);
	disk_history_end(disk);
	assert_int_equal(machine_boot(NULL), 0);
}

static void test_a_cut_within_the_run_is_part_of_it(void **state)
{
	begin(11);
	disk_history_end(disk);
	assert_int_equal(machine_boot(NULL), 0);
	disk_history_begin(disk);
	nr_snapshots = 0;
	random_run(20);
	machine_cut();
	disk_cut(disk, CRASH_ANY);
	assert_int_equal(machine_boot(NULL), 0);
	random_run(20);
	machine_cut();
	expect_snapshot(&snapshots[nr_snapshots - 1]);
	expect_snapshot(&snapshots[3]);
	disk_history_end(disk);
	assert_int_equal(machine_boot(NULL), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		disk_case(test_every_boundary_comes_back),
		disk_case(test_worlds_grown_from_a_boundary_do_not_disturb_it),
		disk_case(test_histories_nest),
		disk_case(test_a_cut_within_the_run_is_part_of_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
