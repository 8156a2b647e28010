// SPDX-License-Identifier: GPL-2.0-only
/*
 * Campaigns: which failures there are and which are drawn, what a record keeps on its way
 * through a logbook, and that sums know no order.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "campaign.h"
#include "campaign-record.h"
#include "disk.h"
#include "logbook.h"
#include "scenario.h"

/* Two writes and a discard; EIO and EOPNOTSUPP, of which a write knows but one. */
static void every_failure_once(void **state)
{
	u8 ops[] = { DISK_WRITE, DISK_DISCARD, DISK_WRITE };
	const struct campaign c = { .has_faults = true, .has_memory = true, .errnos = 0x81 };
	const struct campaign_group group = { .nr_ios = 3, .nr_allocs = 2, .ops = ops };
	static const struct choice_entry expected[] = {
		{ 0, 15, 1, CHOICE_TROUBLE },  { 0, 15, 2, CHOICE_TROUBLE },
		{ 1, 17, 1, CHOICE_TROUBLE },  { 1, 17, 2, CHOICE_TROUBLE },
		{ 1, 17, 15, CHOICE_TROUBLE }, { 1, 17, 16, CHOICE_TROUBLE },
		{ 2, 15, 1, CHOICE_TROUBLE },  { 2, 15, 2, CHOICE_TROUBLE },
		{ 0, 2, 1, CHOICE_ALLOC },     { 1, 2, 1, CHOICE_ALLOC },
	};
	struct choice_entry pin;
	u64 i;

	(void)state;
	assert_int_equal(campaign_nr_failures(&c, &group), 10);
	for (i = 0; i < 10; i++) {
		pin = campaign_failure(&c, &group, i);
		assert_int_equal(pin.kind, expected[i].kind);
		assert_int_equal(pin.idx, expected[i].idx);
		assert_int_equal(pin.n, expected[i].n);
		assert_int_equal(pin.value, expected[i].value);
	}
	assert_int_equal(campaign_failure(&c, &group, 10).value, 0);
}

/* Ascending, no two equal, one from each stretch; all if there are no more. */
static void draws_are_spread(void **state)
{
	u64 seed, i, last, drawn;

	(void)state;
	for (seed = 0; seed < 20; seed++) {
		for (i = 0, last = 0; i < 7; i++, last = drawn) {
			drawn = campaign_draw(seed, i, 7, 1000);
			assert_in_range(drawn, i * 1000 / 7, (i + 1) * 1000 / 7 - 1);
			assert_true(!i || drawn > last);
		}
		for (i = 0; i < 7; i++)
			assert_int_equal(campaign_draw(seed, i, 7, 7), i);
	}
}

static void fill(struct unit_record *record, u64 index)
{
	unit_record_init(record, index, "unit \"with\" quotes");
	record->counts.nr_runs = index + 1;
	record->counts.max_steps = 100 - index;
	record->crash.depth = 2;
	record->crash.is_complete = true;
	record->crash.digest_low = ~0ull - index;
	record->crash.levels[1].nr_recovered = index;
	unit_record_add_digest(record, index % 2 ? "ffffffffffffffff0" : "00000000000000010");
	unit_record_add_finding(record, "rule", "two\nlines", "replay", "folder");
}

static void a_record_survives_json(void **state)
{
	struct unit_record record, again;
	json_t *json, *twice;

	(void)state;
	fill(&record, 5);
	json = unit_record_to_json(&record);
	assert_true(unit_record_from_json(&again, json));
	twice = unit_record_to_json(&again);
	assert_true(json_equal(json, twice));
	assert_int_equal(again.crash.digest_low, ~0ull - 5);
	assert_int_equal(again.digests[0], ~0ull);
	assert_string_equal(again.findings[0].text, "two\nlines");
	json_decref(json);
	json_decref(twice);
	json = json_object();
	unit_record_exit(&again);
	assert_false(unit_record_from_json(&again, json));
	json_decref(json);
	unit_record_exit(&record);
}

static void sum(struct campaign_totals *totals, bool is_reversed)
{
	struct unit_record record;
	u64 i;

	totals_init(totals);
	for (i = 0; i < 10; i++) {
		fill(&record, is_reversed ? 9 - i : i);
		totals_add(totals, &record);
		unit_record_exit(&record);
	}
}

static void sums_know_no_order(void **state)
{
	struct campaign_totals up, down;

	(void)state;
	sum(&up, false);
	sum(&down, true);
	assert_int_equal(totals_distinct(&up), 2);
	assert_int_equal(totals_distinct(&down), 2);
	assert_memory_equal(&up.counts, &down.counts, sizeof(up.counts));
	assert_memory_equal(&up.crash, &down.crash, sizeof(up.crash));
	assert_int_equal(up.counts.nr_runs, 55);
	assert_int_equal(up.counts.max_steps, 100);
	assert_int_equal(up.crash.levels[1].nr_recovered, 45);
	totals_exit(&up);
	totals_exit(&down);
}

/* --- the logbook --- */

static u64 nr_heard;

static void hear(void *ctx, const struct unit_record *record)
{
	(void)ctx;
	assert_int_equal(record->index, nr_heard++);
}

static void hear_end(void *ctx, u64 nr_units)
{
	(void)ctx;
	assert_int_equal(nr_units, 2);
}

static const struct logbook_reader reader = { .unit = hear, .end = hear_end };

static void add(struct logbook *book, u64 index)
{
	struct unit_record record;
	json_t *line;

	fill(&record, index);
	line = unit_record_to_json(&record);
	assert_true(logbook_add(book, line));
	json_decref(line);
	unit_record_exit(&record);
}

static void tear(const char *folder)
{
	char path[100];
	FILE *file;

	snprintf(path, sizeof(path), "%s/" LOGBOOK_NAME, folder);
	file = fopen(path, "a");
	assert_non_null(file);
	fputs("{\"unit\":7,", file);
	fclose(file);
}

static void remove_book(const char *folder)
{
	char path[100];

	snprintf(path, sizeof(path), "%s/" LOGBOOK_NAME, folder);
	remove(path);
	remove(folder);
}

static void a_torn_line_is_no_line(void **state)
{
	struct scenario *scenario = scenario_from_text("test", "flush()");
	struct campaign c = { .scenarios = &scenario, .nr_scenarios = 1, .has_memory = true };
	char folder[] = "/tmp/campaign-test-XXXXXX", error[LOGBOOK_ERROR_CHARS];
	struct logbook *book;
	json_t *head, *other;

	(void)state;
	assert_non_null(mkdtemp(folder));
	head = logbook_head(&c, 0, 1);
	book = logbook_open(folder, head, false, &reader, error);
	assert_non_null(book);
	add(book, 0);
	tear(folder);
	logbook_close(book);
	assert_null(logbook_open(folder, head, false, &reader, error));
	assert_non_null(strstr(error, "--resume"));
	nr_heard = 0;
	book = logbook_open(folder, head, true, &reader, error);
	assert_non_null(book);
	assert_int_equal(nr_heard, 1);
	add(book, 1);
	logbook_close(book);
	c.max_pairs = 3;
	other = logbook_head(&c, 0, 1);
	nr_heard = 0;
	assert_null(logbook_open(folder, other, true, &reader, error));
	assert_int_equal(nr_heard, 2);
	assert_non_null(strstr(error, "of another campaign: options"));
	json_decref(head);
	json_decref(other);
	remove_book(folder);
	scenario_close(scenario);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_failure_once),	  cmocka_unit_test(draws_are_spread),
		cmocka_unit_test(a_record_survives_json), cmocka_unit_test(sums_know_no_order),
		cmocka_unit_test(a_torn_line_is_no_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
