// SPDX-License-Identifier: GPL-2.0-only
/*
 * The disk against a model of a disk that is too simple to be wrong: random I/O, faults and
 * power cuts; after each completion both must agree on what is read, what is durable and
 * what a cut may leave.
 *
 * The model knows, of each sector, its durable version and the volatile ones after it, oldest
 * first. A version is the number of the write that brought it. It shares no code with the
 * piles, has no pages and no order among sectors.
 */
#include <errno.h>

#include "disk_fixture.h"

#define NR_SECTORS 24u
#define NR_FLYING 5u
#define NR_STEPS 120u
#define MAX_VERSIONS 128u

struct version {
	u32 value; /* the number of its write; 0: zeroes */
	u64 seq; /* of its completion */
	bool is_doomed; /* a failed flush covered it */
};

struct model_sector {
	u32 durable, nr;
	struct version volatiles[MAX_VERSIONS];
};

struct model {
	struct model_sector sectors[NR_SECTORS];
	u64 seq;
};

struct flight {
	struct hand_io *hand;
	u32 value;
	u64 covers; /* of a flush: completions before its submission */
	bool has_landed[NR_SECTORS];
};

static struct model model;
static struct flight flights[NR_FLYING];
static u32 last_value;
static u64 state_of_random;
static bool has_discarded; /* zeroes have no number: no order is known of them */

static u32 draw(u32 n)
{
	state_of_random = state_of_random * 6364136223846793005ULL + 1442695040888963407ULL;
	return (u32)(state_of_random >> 33) % n;
}

/* --- contents: each sector says which write it is of --- */

static void stamp(char *buf, u32 nr_sectors, u32 value)
{
	for (u32 i = 0; i < nr_sectors * SECTOR_BYTES / sizeof(value); i++)
		memcpy(buf + i * sizeof(value), &value, sizeof(value));
}

static u32 value_of(const char *sector)
{
	u32 value, other;

	memcpy(&value, sector, sizeof(value));
	for (u32 i = 1; i < SECTOR_BYTES / sizeof(value); i++) {
		memcpy(&other, sector + i * sizeof(value), sizeof(value));
		if (other != value)
			fail_msg("a sector is torn: %u and %u", value, other);
	}
	return value;
}

static u32 peeked(u32 sector, peek_fn peek)
{
	char buf[SECTOR_BYTES];

	peek(disk, sector, 1, buf);
	return value_of(buf);
}

/* --- the model --- */

static u32 current_of(const struct model_sector *s)
{
	return s->nr ? s->volatiles[s->nr - 1].value : s->durable;
}

static void land(u32 sector, u32 value, bool is_durable)
{
	struct model_sector *s = &model.sectors[sector];

	if (is_durable) {
		s->durable = value;
		s->nr = 0;
		return;
	}
	assert_true(s->nr < MAX_VERSIONS);
	s->volatiles[s->nr++] = (struct version){ .value = value, .seq = model.seq };
}

static void keep_from(struct model_sector *s, u32 first)
{
	memmove(s->volatiles, s->volatiles + first, (s->nr - first) * sizeof(s->volatiles[0]));
	s->nr -= first;
}

static void flush_model(u64 covers, bool is_failed)
{
	for (u32 i = 0; i < NR_SECTORS; i++) {
		struct model_sector *s = &model.sectors[i];
		u32 durable = 0;

		for (u32 k = 0; k < s->nr && s->volatiles[k].seq <= covers; k++) {
			s->volatiles[k].is_doomed |= is_failed;
			if (!is_failed && !s->volatiles[k].is_doomed)
				durable = k + 1;
		}
		if (!durable)
			continue;
		s->durable = s->volatiles[durable - 1].value;
		keep_from(s, durable);
	}
}

static bool is_durable_at_once(const struct disk_io *io)
{
	const struct disk_config *config = disk_config_of(disk);

	return config->is_write_through || (io->is_fua && !config->has_no_fua);
}

/* A read may see a write in flight, block by block; then it has landed there. */
static void note_read(const struct hand_io *hand)
{
	for (u32 i = 0; i < hand->io.nr_sectors; i++) {
		u32 sector = (u32)hand->io.sector + i, got = value_of(hand->buf + i * SECTOR_BYTES);
		bool is_seen = got == current_of(&model.sectors[sector]);

		for (u32 n = 0; n < NR_FLYING && !is_seen; n++) {
			struct flight *w = &flights[n];

			if (!w->hand || w->hand->io.op != DISK_WRITE || w->value != got ||
			    w->has_landed[sector])
				continue;
			is_seen = w->has_landed[sector] = true;
			land(sector, got, is_durable_at_once(&w->hand->io));
		}
		if (!is_seen)
			fail_msg("sector %u reads as %u, expected %u or what is in flight", sector,
				 got, current_of(&model.sectors[sector]));
	}
}

/* A failed write leaves each block old or new, a discard need not do anything. */
static void note_write(struct flight *f)
{
	const struct disk_io *io = &f->hand->io;

	for (u32 i = (u32)io->sector; i < io->sector + io->nr_sectors; i++) {
		u32 now = peeked(i, disk_peek), was = current_of(&model.sectors[i]);
		bool must_be_new = io->op == DISK_WRITE && !io->error;

		if (f->has_landed[i] || (!f->value && !was))
			continue; /* zeroes over zeroes: no version, or one more of the same */
		if (must_be_new ? now != f->value : now != f->value && now != was)
			fail_msg("sector %u holds %u after write %u over %u", i, now, f->value,
				 was);
		if (now == f->value)
			land(i, f->value,
			     is_durable_at_once(io) &&
				     (!io->error || disk_config_of(disk)->is_write_through));
	}
}

static void note_completion(struct flight *f)
{
	const struct disk_io *io = &f->hand->io;

	if ((io->op == DISK_FLUSH || io->is_preflush) && io->error != -ENOMEM)
		flush_model(f->covers, io->error != 0);
	model.seq++;
	if (io->op == DISK_READ && !io->error)
		note_read(f->hand);
	else if (io->op == DISK_WRITE || io->op == DISK_DISCARD)
		note_write(f);
}

/* --- do they agree? --- */

static bool is_flying(u32 sector)
{
	for (u32 n = 0; n < NR_FLYING; n++) {
		const struct flight *f = &flights[n];

		if (f->hand && f->hand->io.op != DISK_READ && f->hand->io.op != DISK_FLUSH &&
		    sector >= f->hand->io.sector &&
		    sector - f->hand->io.sector < f->hand->io.nr_sectors && !f->has_landed[sector])
			return true;
	}
	return false;
}

static void compare(void)
{
	u32 unit = disk_config_of(disk)->logical_block_bytes / SECTOR_BYTES, nr_volatile = 0;

	for (u32 i = 0; i < NR_SECTORS; i++) {
		const struct model_sector *s = &model.sectors[i];

		if (peeked(i, disk_peek) != current_of(s))
			fail_msg("sector %u reads as %u, expected %u", i, peeked(i, disk_peek),
				 current_of(s));
		if (peeked(i, disk_peek_durable) != s->durable)
			fail_msg("sector %u: durable is %u, expected %u", i,
				 peeked(i, disk_peek_durable), s->durable);
		if (i % unit == 0 && (s->nr || is_flying(i)))
			nr_volatile += unit;
	}
	/* Where a discard makes versions of zeroes depends on what was ever written near by. */
	if (!has_discarded)
		assert_int_equal(disk_nr_volatile_sectors(disk), nr_volatile);
}

/* --- I/O --- */

static bool overlaps_one_in_flight(u32 sector, u32 nr_sectors)
{
	for (u32 n = 0; n < NR_FLYING; n++) {
		const struct disk_io *io = flights[n].hand ? &flights[n].hand->io : NULL;

		if (io && io->op != DISK_READ && io->op != DISK_FLUSH &&
		    sector < io->sector + io->nr_sectors && io->sector < sector + nr_sectors)
			return true;
	}
	return false;
}

static void start(struct flight *f)
{
	static const enum disk_op ops[] = { DISK_WRITE, DISK_WRITE, DISK_WRITE,	 DISK_WRITE,
					    DISK_READ,	DISK_FLUSH, DISK_DISCARD };
	u32 unit = disk_config_of(disk)->logical_block_bytes / SECTOR_BYTES;
	enum disk_op op = ops[draw(7)];
	u32 sector = draw(NR_SECTORS / unit) * unit;
	u32 nr = (1 + draw((NR_SECTORS - sector) / unit)) * unit;

	if (op == DISK_DISCARD && draw(4))
		op = DISK_WRITE;
	if (op != DISK_READ && op != DISK_FLUSH && overlaps_one_in_flight(sector, nr))
		return;
	memset(f, 0, sizeof(*f));
	f->hand = hand_start(op, op == DISK_FLUSH ? 0 : sector, op == DISK_FLUSH ? 0 : nr, 0);
	f->hand->io.is_fua = op == DISK_WRITE && draw(5) == 0;
	f->hand->io.is_preflush = op == DISK_WRITE && draw(6) == 0;
	f->covers = model.seq;
	if (op == DISK_WRITE) {
		f->value = ++last_value;
		stamp(f->hand->buf, nr, f->value);
	}
	disk_submit(disk, &f->hand->io);
}

static void reap(void)
{
	for (u32 n = 0; n < NR_FLYING; n++) {
		struct flight *f = &flights[n];

		if (!f->hand || !f->hand->is_done)
			continue;
		free(f->hand);
		f->hand = NULL;
	}
}

/* In the order in which the disk completes, which the order of reaping is not. */
static void on_event(struct disk *d, enum disk_stage stage, const struct disk_io *io, void *ctx)
{
	(void)d, (void)ctx;
	for (u32 n = 0; n < NR_FLYING && stage == DISK_STAGE_COMPLETE; n++) {
		if (!flights[n].hand || &flights[n].hand->io != io)
			continue;
		note_completion(&flights[n]);
		for (u32 i = 0; i < NR_SECTORS; i++) /* it has landed, whatever it was */
			flights[n].has_landed[i] = true;
	}
}

/* --- cuts --- */

static bool may_survive(u32 sector, u32 value)
{
	const struct model_sector *s = &model.sectors[sector];

	if (value == s->durable)
		return true;
	for (u32 k = 0; k < s->nr; k++)
		if (s->volatiles[k].value == value)
			return true;
	for (u32 n = 0; n < NR_FLYING; n++)
		if (flights[n].hand && flights[n].value == value && is_flying(sector) &&
		    sector >= flights[n].hand->io.sector &&
		    sector - flights[n].hand->io.sector < flights[n].hand->io.nr_sectors)
			return true;
	return false;
}

/* The newest of all, in flight included. */
static u32 newest_of(u32 sector)
{
	for (u32 n = 0; n < NR_FLYING; n++) {
		const struct hand_io *hand = flights[n].hand;

		if (hand && (hand->io.op == DISK_WRITE || hand->io.op == DISK_DISCARD) &&
		    !flights[n].has_landed[sector] && sector >= hand->io.sector &&
		    sector - hand->io.sector < hand->io.nr_sectors)
			return flights[n].value;
	}
	return current_of(&model.sectors[sector]);
}

static void expect_bounded(const u32 *left, u32 bound)
{
	u32 unit = disk_config_of(disk)->logical_block_bytes / SECTOR_BYTES;
	u32 nr_not_none = 0, nr_not_all = 0;

	for (u32 i = 0; i < NR_SECTORS; i += unit) {
		nr_not_none += left[i] != model.sectors[i].durable;
		nr_not_all += left[i] != newest_of(i);
	}
	if (nr_not_none > bound && nr_not_all > bound)
		fail_msg("%u units differ from none, %u from all; expected at most %u", nr_not_none,
			 nr_not_all, bound);
}

/* Versions of writes up to one number, and of no later one. Values grow with submission. */
static bool is_prefix(const u32 *left, u32 last)
{
	for (u32 i = 0; i < NR_SECTORS; i++) {
		const struct model_sector *s = &model.sectors[i];
		u32 expected = s->durable;

		for (u32 k = 0; k < s->nr; k++)
			if (s->volatiles[k].value <= last)
				expected = s->volatiles[k].value;
		if (is_flying(i) && newest_of(i) <= last)
			expected = newest_of(i);
		if (left[i] != expected)
			return false;
	}
	return true;
}

static void expect_prefix(const u32 *left)
{
	for (u32 last = 0; last <= last_value; last++)
		if (has_discarded || is_prefix(left, last))
			return;
	fail_msg("what survives is no prefix in order of submission");
}

static void judge_cut(enum crash_model crash, const u32 *left)
{
	for (u32 i = 0; i < NR_SECTORS; i++) {
		if (!may_survive(i, left[i]))
			fail_msg("%s: sector %u is %u after the cut, durable was %u",
				 crash_model_names[crash], i, left[i], model.sectors[i].durable);
		if (crash == CRASH_NONE)
			assert_int_equal(left[i], model.sectors[i].durable);
		if (crash == CRASH_ALL)
			assert_int_equal(left[i], newest_of(i));
	}
	if (crash == CRASH_PREFIX)
		expect_prefix(left);
	if (crash == CRASH_BOUNDED)
		expect_bounded(left, disk_crash_bound);
}

static void cut_one(void)
{
	enum crash_model crash = draw(NR_CRASH_MODELS);
	u32 unit = disk_config_of(disk)->logical_block_bytes / SECTOR_BYTES, left[NR_SECTORS];

	disk_crash_bound = 1 + draw(3);
	machine_cut();
	disk_cut(disk, crash);
	for (u32 i = 0; i < NR_SECTORS; i++) {
		left[i] = peeked(i, disk_peek);
		assert_int_equal(left[i], peeked(i, disk_peek_durable));
		assert_int_equal(left[i], left[i - i % unit]); /* a block is never torn */
	}
	judge_cut(crash, left);
	for (u32 n = 0; n < NR_FLYING; n++) {
		free(flights[n].hand);
		flights[n].hand = NULL;
	}
	memset(&model, 0, sizeof(model));
	for (u32 i = 0; i < NR_SECTORS; i++)
		model.sectors[i].durable = left[i];
	assert_int_equal(machine_boot(NULL), 0);
}

/* --- runs --- */

static void push_faults(void)
{
	static const struct word words[][3] = {
		{ { "op", "flush" }, { "chance", "6" }, { "errno", "EIO" } },
		{ { "op", "flush" }, { "chance", "6" }, { "errno", "ENOMEM" } },
		{ { "op", "write" }, { "chance", "12" }, { "errno", "EIO" } },
	};
	char error[100];

	for (size_t i = 0; i < 3; i++)
		disk_fault_push(disk, disk_fault_create(words[i], 3, error, sizeof(error)));
}

static void run(struct disk_config config, u64 seed, bool has_faults)
{
	config.latency = latency_find("fixed");
	config.has_discard = true;
	make_disk(config);
	use_driver(choice_seeded_create(seed | 1));
	state_of_random = seed * 0x9e3779b97f4a7c15ULL;
	memset(&model, 0, sizeof(model));
	memset(flights, 0, sizeof(flights));
	last_value = 0;
	has_discarded = false;
	disk_listen(disk, on_event, NULL);
	if (has_faults)
		push_faults();
	for (u32 step = 0; step < NR_STEPS; step++) {
		struct flight *f = &flights[draw(NR_FLYING)];

		if (!f->hand)
			start(f);
		else
			machine_run(clock_now_ns() + 1000 * draw(100));
		has_discarded |= f->hand && f->hand->io.op == DISK_DISCARD;
		reap();
		compare();
		if (draw(40) == 0) {
			cut_one();
			has_discarded = false;
		}
	}
	cut_one();
	disk_listen(disk, NULL, NULL);
}

static void run_many(struct disk_config config, bool has_faults)
{
	for (u64 seed = 1; seed <= 300; seed++)
		run(config, seed, has_faults);
}

static void test_a_disk_of_512_byte_sectors(void **state)
{
	run_many((struct disk_config){ 0 }, false);
}

static void test_a_disk_of_4k_blocks(void **state)
{
	run_many((struct disk_config){ .logical_block_bytes = 4096 }, false);
}

static void test_a_disk_that_fails(void **state)
{
	run_many((struct disk_config){ 0 }, true);
	run_many((struct disk_config){ .logical_block_bytes = 4096 }, true);
}

static void test_a_disk_without_fua(void **state)
{
	run_many((struct disk_config){ .has_no_fua = true }, true);
}

static void test_a_disk_without_a_cache(void **state)
{
	run_many((struct disk_config){ .is_write_through = true }, true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		disk_case(test_a_disk_of_512_byte_sectors), disk_case(test_a_disk_of_4k_blocks),
		disk_case(test_a_disk_that_fails),	    disk_case(test_a_disk_without_fua),
		disk_case(test_a_disk_without_a_cache),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
