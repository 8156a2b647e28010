// SPDX-License-Identifier: GPL-2.0-only
/*
 * Latency models against the figures that their sources publish.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "latency.h"

#define DISK_SECTORS (2ULL << 30) /* 1 TiB */
#define NS_PER_S 1000000000ULL

static u32 random_state;

static u64 random_sector(void)
{
	random_state = random_state * 1664525u + 1013904223u;
	return (u64)(random_state >> 4) % (DISK_SECTORS / 8) * 8;
}

/* 4 KiB I/Os (or of @nr_sectors) at @depth: how many a second? */
static u64 rate(const char *model, enum disk_op op, u32 nr_sectors, u32 depth, bool is_sequential)
{
	const struct latency_model *m = latency_find(model);
	struct latency_state state = { 0 };
	u64 due[64] = { 0 }, last = 0;
	u32 nr_ios = 4000;

	random_state = 1;
	for (u32 i = 0; i < nr_ios; i++) {
		struct latency_io io = { .op = op,
					 .nr_sectors = nr_sectors,
					 .disk_sectors = DISK_SECTORS };
		u64 *slot = &due[i % depth];

		io.sector = is_sequential ? (u64)(i + 1) * nr_sectors : random_sector();
		*slot = latency_due(m, &state, &io, *slot);
		if (*slot > last)
			last = *slot;
	}
	return nr_ios * NS_PER_S / (last ? last : 1);
}

static void test_rates_are_those_published(void **state)
{
	static const struct {
		const char *model;
		enum disk_op op;
		u32 nr_sectors, depth;
		bool is_sequential;
		u64 at_least, at_most;
	} rows[] = {
		/* seek 8.5 ms + half a turn of 4.17 ms: about 79 random reads a second */
		{ "hdd", DISK_READ, 8, 1, false, 65, 95 },
		{ "hdd", DISK_READ, 512, 1, true, 500, 660 }, /* 156 MB/s */
		{ "sata", DISK_READ, 8, 1, false, 11000, 15000 },
		{ "sata", DISK_READ, 8, 32, false, 80000, 120000 },
		{ "sata", DISK_WRITE, 8, 1, false, 30000, 42000 },
		{ "sata", DISK_READ, 256, 8, true, 3400, 4500 }, /* 560 MB/s */
		{ "nvme", DISK_READ, 8, 1, false, 16000, 22000 },
		{ "nvme", DISK_READ, 8, 64, false, 400000, 800000 },
		{ "nvme", DISK_WRITE, 8, 1, false, 50000, 70000 },
		{ "fixed", DISK_READ, 8, 1, false, 12400, 12600 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		u64 got = rate(rows[i].model, rows[i].op, rows[i].nr_sectors, rows[i].depth,
			       rows[i].is_sequential);

		if (got < rows[i].at_least || got > rows[i].at_most)
			fail_msg("row %zu: %s: %llu/s, expected %llu to %llu", i, rows[i].model,
				 got, rows[i].at_least, rows[i].at_most);
	}
}

static void test_null_takes_no_time(void **state)
{
	struct latency_state s = { 0 };
	struct latency_io io = { .op = DISK_WRITE, .nr_sectors = 8 };

	assert_int_equal(latency_due(latency_find("null"), &s, &io, 12345), 12345);
}

static void test_flush_waits_for_what_is_cached(void **state)
{
	struct latency_state s = { 0 };
	struct latency_io write = { .op = DISK_WRITE, .nr_sectors = 1024 };
	struct latency_io flush = { .op = DISK_FLUSH };
	const struct latency_model *m = latency_find("sata");
	u64 clean = latency_due(m, &s, &flush, 0), dirty;

	for (u32 i = 0; i < 100; i++)
		latency_due(m, &s, &write, clean);
	dirty = latency_due(m, &s, &flush, clean) - clean;
	assert_true(dirty > 10 * clean);
}

static void test_words_override_parameters(void **state)
{
	static const struct word words[] = { { "model", "fixed" },
					     { "read", "5ms" },
					     { "depth", "1" } };
	struct latency_io io = { .op = DISK_READ, .nr_sectors = 8 };
	struct latency_state s = { 0 };
	char error[200] = "";
	struct latency_model *m = latency_create(words, 3, error, sizeof(error));

	assert_non_null(m);
	assert_int_equal(latency_due(m, &s, &io, 0), 5000000);
	assert_int_equal(latency_due(m, &s, &io, 0), 10000000);
	latency_destroy(m);
}

static void test_bad_words_are_named(void **state)
{
	static const struct {
		struct word word;
		const char *named;
	} rows[] = {
		{ { "model", "floppy" }, "floppy" },
		{ { "read", "fast" }, "fast" },
		{ { "red", "5ms" }, "red" },
		{ { "depth", "9999999999" }, "9999999999" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char error[200] = "";

		assert_null(latency_create(&rows[i].word, 1, error, sizeof(error)));
		assert_non_null(strstr(error, rows[i].named));
	}
	assert_true(latency_has_word("model"));
	assert_true(latency_has_word("read"));
	assert_false(latency_has_word("red"));
}

/* Each word alone is fine, but no disk is like that. */
static void test_impossible_models_are_refused(void **state)
{
	static const struct {
		struct word words[2];
		const char *error;
	} rows[] = {
		{ { { "model", "nvme" }, { "channels", "0" } }, "channels: 1 to 64" },
		{ { { "model", "nvme" }, { "channels", "65" } }, "channels: 1 to 64" },
		{ { { "model", "hdd" }, { "rotation", "0" } }, "needs rotation and track" },
		{ { { "model", "hdd" }, { "seek_min", "1s" } }, "seek_min <= seek_avg" },
		{ { { "model", "hdd" }, { "seek_avg", "1s" } }, "seek_avg <= seek_max" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char error[200] = "";

		assert_null(latency_create(rows[i].words, 2, error, sizeof(error)));
		assert_non_null(strstr(error, rows[i].error));
	}
}

/* When 200 writes of 4 KiB all over the disk are answered, with that buffer. */
static u64 last_of_200(const char *name, const char *buffer)
{
	const struct word words[] = { { "model", name }, { "buffer", buffer } };
	struct latency_io io = { .op = DISK_WRITE, .nr_sectors = 8, .disk_sectors = DISK_SECTORS };
	struct latency_state s = { 0 };
	char error[200] = "";
	struct latency_model *m = latency_create(words, 2, error, sizeof(error));
	u64 last = 0;

	assert_non_null(m);
	for (u32 i = 0; i < 200; i++) {
		io.sector = i * 100000ULL;
		last = latency_due(m, &s, &io, 0);
	}
	latency_destroy(m);
	return last;
}

/* Writes go at the speed of the interface until the buffer is full. */
static void test_a_full_buffer_slows_writes(void **state)
{
	assert_true(last_of_200("hdd", "64k") > 10 * last_of_200("hdd", "16M"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rates_are_those_published),
		cmocka_unit_test(test_null_takes_no_time),
		cmocka_unit_test(test_flush_waits_for_what_is_cached),
		cmocka_unit_test(test_words_override_parameters),
		cmocka_unit_test(test_bad_words_are_named),
		cmocka_unit_test(test_impossible_models_are_refused),
		cmocka_unit_test(test_a_full_buffer_slows_writes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
