// SPDX-License-Identifier: GPL-2.0-only
/*
 * The contents oracle against devices made for it: one that keeps every promise and is
 * otherwise as unhelpful as it may be, on which the oracle must never cry; and the same
 * with one thing wrong, which it must find.
 *
 * The device: each sector is a row of values in the order in which they took effect; a
 * prefix of the row is durable. A write takes effect in each sector at some moment of its
 * own between submission and answer, a read looks at each sector at some moment.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <setjmp.h>
#include <cmocka.h>

#include "oracle.h"

#define NR_SECTORS 20u
#define NR_IN_FLIGHT 6u
#define NR_STEPS 400u
#define ROW_MAX 512u

#define DEFECTS(X)                                                                 \
	X(NONE, "none")                                                            \
	X(FLUSH_IGNORED, "a flush makes nothing durable")                          \
	X(FLUSH_PARTIAL, "a flush forgets one sector")                             \
	X(FUA_IGNORED, "FUA is not durable")                                       \
	X(LOST, "an acknowledged write is lost in one sector")                     \
	X(STALE_READ, "a read returns what was before")                            \
	X(RESURRECTED, "a cut brings back what is older than the durable version") \
	X(FLICKERS, "after a cut two reads differ")                                \
	X(MISPLACED, "a write goes to the neighbour")                              \
	X(LATE, "a write takes effect after its answer")                           \
	X(FAILED_LATE, "a failed write comes back over a later one")               \
	X(TORN_READ, "a read mixes in another sector")

enum defect {
#define X(id, name) DEFECT_##id,
	DEFECTS(X)
#undef X
		NR_DEFECTS,
};

static const char *const defect_names[NR_DEFECTS] = {
#define X(id, name) name,
	DEFECTS(X)
#undef X
};

enum kind { IDLE, READ, WRITE, FLUSH };

struct request {
	enum kind kind;
	uint64_t id;
	uint32_t sector, nr_sectors;
	uint32_t nr_done; /* sectors in which it took effect, or was read, out of order */
	bool is_done[NR_SECTORS];
	bool is_fua;
	bool is_unsure; /* RAM was lost meanwhile: happens in part, whatever the answer */
	uint64_t values[NR_SECTORS];
	uint32_t place[NR_SECTORS]; /* WRITE: where in the row; FLUSH: covers the row up to here */
};

struct row {
	uint64_t values[ROW_MAX];
	uint32_t nr;
	uint32_t nr_durable; /* so many of them at least */
	uint32_t nr_acked; /* the row up to here was acknowledged */
};

struct device {
	struct row rows[NR_SECTORS];
	struct request requests[NR_IN_FLIGHT];
	struct oracle *oracle;
	enum defect defect;
	uint64_t next_id;
	uint64_t random;
	bool is_caught;
	char text[1024];
};

static uint32_t draw(struct device *d, uint32_t n)
{
	d->random = d->random * 6364136223846793005ULL + 1442695040888963407ULL;
	return (uint32_t)(d->random >> 33) % n;
}

static bool has_defect(struct device *d, enum defect defect, uint32_t n)
{
	return d->defect == defect && draw(d, n) == 0;
}

static void take_effect(struct device *d, struct request *r, uint32_t i)
{
	struct row *row = &d->rows[r->sector + i];

	if (r->is_done[i])
		return;
	if (has_defect(d, DEFECT_MISPLACED, 20))
		row = &d->rows[(r->sector + i + 1) % NR_SECTORS];
	r->is_done[i] = true;
	r->nr_done++;
	if (has_defect(d, DEFECT_LOST, 20))
		return;
	row->values[row->nr++] = r->values[i];
	r->place[i] = row->nr;
}

static void look(struct device *d, struct request *r, uint32_t i)
{
	struct row *row = &d->rows[r->sector + i];

	if (r->is_done[i])
		return;
	r->is_done[i] = true;
	r->nr_done++;
	r->values[i] = row->values[row->nr - 1];
	if (row->nr > 1 && has_defect(d, DEFECT_STALE_READ, 20))
		r->values[i] = row->values[row->nr - 2];
	if (has_defect(d, DEFECT_TORN_READ, 20))
		r->values[i] = d->rows[(r->sector + i + 3) % NR_SECTORS].values[0] + 1;
}

static void make_durable(struct row *row, uint32_t nr)
{
	if (nr > row->nr_durable)
		row->nr_durable = nr;
}

static void submit_flush(struct device *d, struct request *r)
{
	uint32_t i;

	r->kind = FLUSH;
	for (i = 0; i < NR_SECTORS; i++)
		r->place[i] = d->rows[i].nr_acked;
	oracle_flush_begin(d->oracle, r->id);
}

static void submit(struct device *d, struct request *r)
{
	uint32_t i, kind = draw(d, 10);

	memset(r, 0, sizeof(*r));
	r->id = ++d->next_id;
	r->sector = draw(d, NR_SECTORS);
	r->nr_sectors = 1 + draw(d, NR_SECTORS - r->sector);
	if (kind == 0) {
		submit_flush(d, r);
	} else if (kind < 4) {
		r->kind = READ;
		oracle_read_begin(d->oracle, r->id, r->sector, r->nr_sectors);
	} else {
		r->kind = WRITE;
		r->is_fua = kind == 4;
		for (i = 0; i < r->nr_sectors; i++)
			r->values[i] = draw(d, 8) ? r->id << 8 | (r->sector + i) : 1 + draw(d, 2);
		oracle_write_begin(d->oracle, r->id, r->sector, r->nr_sectors, r->values);
	}
}

static void end_write(struct device *d, struct request *r)
{
	bool is_error = draw(d, 12) == 0;
	bool must_lie = has_defect(d, DEFECT_FUA_IGNORED, 2);
	uint32_t i;

	for (i = 0; i < r->nr_sectors && !is_error; i++) {
		struct row *row = &d->rows[r->sector + i];

		if (r->is_unsure && draw(d, 2))
			continue;
		if (d->defect != DEFECT_LATE || draw(d, 10))
			take_effect(d, r, i);
		if (r->is_unsure)
			continue;
		if (r->place[i] > row->nr_acked)
			row->nr_acked = r->place[i];
		if (r->is_fua && !must_lie)
			make_durable(row, r->place[i]);
	}
	oracle_write_end(d->oracle, r->id, is_error, r->is_fua);
	if (is_error ? d->defect == DEFECT_FAILED_LATE : d->defect == DEFECT_LATE)
		return; /* it stays there and takes effect some time */
	r->kind = IDLE;
}

static void end_flush(struct device *d, struct request *r)
{
	bool is_error = draw(d, 8) == 0;
	uint32_t i,
		forgotten = d->defect == DEFECT_FLUSH_PARTIAL ? draw(d, NR_SECTORS) : NR_SECTORS;

	for (i = 0; i < NR_SECTORS && !is_error; i++)
		if (d->defect != DEFECT_FLUSH_IGNORED && i != forgotten)
			make_durable(&d->rows[i], r->place[i]);
	oracle_flush_end(d->oracle, r->id, is_error);
	r->kind = IDLE;
}

static void end_read(struct device *d, struct request *r)
{
	struct oracle_verdict verdict;
	uint32_t i;

	for (i = 0; i < r->nr_sectors; i++)
		look(d, r, i);
	if (!oracle_read_end(d->oracle, r->id, r->values, &verdict) && !d->is_caught) {
		d->is_caught = true;
		memcpy(d->text, verdict.text, sizeof(d->text));
	}
	r->kind = IDLE;
}

static void go_on(struct device *d, struct request *r)
{
	bool is_over = draw(d, 4) == 0;
	uint32_t i = r->nr_sectors ? draw(d, r->nr_sectors) : 0;

	if (r->kind == WRITE)
		is_over ? end_write(d, r) : take_effect(d, r, i);
	else if (r->kind == READ)
		is_over ? end_read(d, r) : look(d, r, i);
	else if (is_over)
		end_flush(d, r);
}

static void cut_sector(struct device *d, struct row *row)
{
	uint32_t first = row->nr_durable ? row->nr_durable - 1 : 0;
	uint32_t survivor = first + draw(d, row->nr - first);

	if (first && has_defect(d, DEFECT_RESURRECTED, 10))
		survivor = first - 1;
	row->values[0] = row->values[survivor];
	row->nr = row->nr_durable = row->nr_acked = 1;
	if (has_defect(d, DEFECT_FLICKERS, 2))
		row->values[row->nr++] = row->values[survivor + (survivor ? 0 : 1)];
}

static void cut(struct device *d)
{
	uint32_t i, n;

	for (n = 0; n < NR_IN_FLIGHT; n++) {
		struct request *r = &d->requests[n];

		for (i = 0; r->kind == WRITE && i < r->nr_sectors; i++)
			if (draw(d, 2))
				take_effect(d, r, i);
		r->kind = IDLE;
	}
	for (i = 0; i < NR_SECTORS; i++)
		cut_sector(d, &d->rows[i]);
	oracle_cut(d->oracle);
}

/* What is in flight goes on; what it did before may be lost, and it does not do it again. */
static void lose_ram(struct device *d)
{
	uint32_t i, n;

	for (n = 0; n < NR_IN_FLIGHT; n++) {
		struct request *r = &d->requests[n];

		r->is_unsure = true;
		for (i = 0; r->kind == FLUSH && i < NR_SECTORS; i++)
			r->place[i] = 0;
		if (r->kind == READ)
			r->kind = IDLE;
	}
	for (i = 0; i < NR_SECTORS; i++)
		cut_sector(d, &d->rows[i]);
	oracle_lose_ram(d->oracle);
}

static bool must_cut(struct device *d)
{
	uint32_t i;

	for (i = 0; i < NR_SECTORS; i++)
		if (d->rows[i].nr + NR_IN_FLIGHT + 2 > ROW_MAX)
			return true;
	return draw(d, 60) == 0;
}

/* Return: was anything found? */
static bool run(enum defect defect, uint64_t seed, char *text)
{
	static struct device d;
	uint32_t i;

	memset(&d, 0, sizeof(d));
	d.defect = defect;
	d.random = seed * 0x9e3779b97f4a7c15ULL + 1;
	d.oracle = oracle_create(NR_SECTORS);
	for (i = 0; i < NR_SECTORS; i++) {
		d.rows[i].values[0] = ORACLE_ZERO_HASH;
		d.rows[i].nr = 1;
	}
	for (i = 0; i < NR_STEPS && !d.is_caught; i++) {
		struct request *r = &d.requests[draw(&d, NR_IN_FLIGHT)];

		if (must_cut(&d))
			draw(&d, 3) ? cut(&d) : lose_ram(&d);
		else if (r->kind == IDLE)
			submit(&d, r);
		else
			go_on(&d, r);
	}
	oracle_destroy(d.oracle);
	memcpy(text, d.text, sizeof(d.text));
	return d.is_caught;
}

static void a_right_device_is_never_blamed(void **state)
{
	char text[1024];
	uint64_t seed;

	(void)state;
	for (seed = 0; seed < 3000; seed++)
		if (run(DEFECT_NONE, seed, text))
			fail_msg("seed %u: %s", (unsigned int)seed, text);
}

static void every_defect_is_found(void **state)
{
	char text[1024];
	uint32_t defect;
	uint64_t seed;

	(void)state;
	for (defect = DEFECT_NONE + 1; defect < NR_DEFECTS; defect++) {
		for (seed = 0; seed < 100 && !run(defect, seed, text); seed++)
			;
		if (seed == 100)
			fail_msg("not found: %s", defect_names[defect]);
		print_message("%s: seed %u\n", defect_names[defect], (unsigned int)seed);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_right_device_is_never_blamed),
		cmocka_unit_test(every_defect_is_found),
	};

	return cmocka_run_group_tests_name("oracle_model", tests, NULL, NULL);
}
