// SPDX-License-Identifier: GPL-2.0-only
/*
 * What became of a unit.
 *
 * From: campaign-worker.c, which fills it in.
 * To:   the journal, as one line; totals.
 */
#include "campaign-record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void unit_record_init(struct unit_record *record, u64 index, const char *name)
{
	memset(record, 0, sizeof(*record));
	record->index = index;
	record->name = strdup(name);
}

static void finding_exit(struct unit_finding *f)
{
	free(f->rule);
	free(f->text);
	free(f->replay);
	free(f->folder);
}

void unit_record_exit(struct unit_record *record)
{
	size_t i;

	for (i = 0; i < record->nr_findings; i++)
		finding_exit(&record->findings[i]);
	free(record->findings);
	campaign_swarm_exit(&record->swarm);
	free(record->digests);
	free(record->message);
	free(record->name);
	memset(record, 0, sizeof(*record));
}

static void add_number(u64 **numbers, size_t *nr, size_t *room, u64 number)
{
	if (*nr == *room) {
		*room = *room ? 2 * *room : 8;
		*numbers = realloc(*numbers, *room * sizeof(u64));
	}
	(*numbers)[(*nr)++] = number;
}

void unit_record_add_digest(struct unit_record *record, const char *digest)
{
	char half[17];

	snprintf(half, sizeof(half), "%.16s", digest);
	add_number(&record->digests, &record->nr_digests, &record->room_digests,
		   strtoull(half, NULL, 16));
}

void unit_record_add_finding(struct unit_record *record, const char *rule, const char *text,
			     const char *replay, const char *folder)
{
	size_t nr = record->nr_findings++;

	record->findings = realloc(record->findings, (nr + 1) * sizeof(*record->findings));
	record->findings[nr] = (struct unit_finding){
		.rule = strdup(rule),
		.text = strdup(text),
		.replay = strdup(replay),
		.folder = strdup(folder),
	};
	record->counts.nr_findings++;
}

/* --- as JSON --- */

/* One list makes both directions: a name, and where the number is. */
#define COUNTS(X)               \
	X(runs, nr_runs)        \
	X(states, nr_states)    \
	X(fired, nr_fired)      \
	X(pairs, nr_pairs)      \
	X(boots, nr_boots)      \
	X(cuts, nr_cuts)        \
	X(virtual, virtual_ns)  \
	X(scheds, nr_schedules) \
	X(tasks, max_tasks)     \
	X(steps, max_steps)     \
	X(open, nr_incomplete)

#define LEVELS(X)                    \
	X(opened, nr_opened)         \
	X(unopened, nr_unopened)     \
	X(boundaries, nr_boundaries) \
	X(all, nr_representable)     \
	X(bounded, nr_bounded)       \
	X(images, nr_images)         \
	X(recovered, nr_recovered)   \
	X(pruned, nr_pruned)         \
	X(spot, nr_spot_checked)     \
	X(skipped, nr_skipped)

/* Numbers are 64-bit and not negative; JSON's are signed, and the bits are the same. */
static void put(json_t *object, const char *name, u64 number)
{
	if (number)
		json_object_set_new(object, name, json_integer((json_int_t)number));
}

static u64 take(const json_t *object, const char *name)
{
	return (u64)json_integer_value(json_object_get(object, name));
}

static void put_text(json_t *object, const char *name, const char *text)
{
	json_t *string = json_string(text);

	json_object_set_new(object, name, string ? string : json_string("(no text)"));
}

static char *take_text(const json_t *object, const char *name)
{
	const char *text = json_string_value(json_object_get(object, name));

	return strdup(text ? text : "");
}

static json_t *level_to_json(const struct crash_level *level)
{
	json_t *object = json_object();

#define X(name, field) put(object, #name, level->field);
	LEVELS(X)
#undef X
	if (level->nr_representable)
		json_object_set_new(object, "log2", json_real(level->log2_representable));
	return object;
}

static void level_from_json(struct crash_level *level, const json_t *object)
{
#define X(name, field) level->field = take(object, #name);
	LEVELS(X)
#undef X
	level->log2_representable = json_real_value(json_object_get(object, "log2"));
}

static json_t *crash_to_json(const struct crash_stats *crash)
{
	json_t *object = json_object(), *levels = json_array();
	u32 i;

	for (i = 0; i < crash->depth && i < CRASH_MAX_DEPTH; i++)
		json_array_append_new(levels, level_to_json(&crash->levels[i]));
	put(object, "k", crash->k);
	put(object, "complete", crash->is_complete);
	put(object, "low", crash->digest_low);
	put(object, "high", crash->digest_high);
	json_object_set_new(object, "levels", levels);
	return object;
}

static void crash_from_json(struct crash_stats *crash, const json_t *object)
{
	const json_t *levels = json_object_get(object, "levels");
	u32 i;

	crash->depth = json_array_size(levels);
	if (crash->depth > CRASH_MAX_DEPTH)
		crash->depth = CRASH_MAX_DEPTH;
	for (i = 0; i < crash->depth; i++)
		level_from_json(&crash->levels[i], json_array_get(levels, i));
	crash->k = take(object, "k");
	crash->is_complete = take(object, "complete");
	crash->digest_low = take(object, "low");
	crash->digest_high = take(object, "high");
}

static json_t *findings_to_json(const struct unit_record *record)
{
	json_t *array = json_array(), *object;
	size_t i;

	for (i = 0; i < record->nr_findings; i++) {
		object = json_object();
		put_text(object, "rule", record->findings[i].rule);
		put_text(object, "text", record->findings[i].text);
		put_text(object, "replay", record->findings[i].replay);
		put_text(object, "folder", record->findings[i].folder);
		json_array_append_new(array, object);
	}
	return array;
}

json_t *unit_record_to_json(const struct unit_record *record)
{
	json_t *object = json_object(), *digests = json_array();
	size_t i;

	json_object_set_new(object, "unit", json_integer((json_int_t)record->index));
	put_text(object, "name", record->name);
	put(object, "status", record->status);
#define X(name, field) put(object, #name, record->counts.field);
	COUNTS(X)
#undef X
	for (i = 0; i < record->nr_digests; i++)
		json_array_append_new(digests, json_integer((json_int_t)record->digests[i]));
	json_object_set_new(object, "digests", digests);
	if (record->crash.depth)
		json_object_set_new(object, "crash", crash_to_json(&record->crash));
	if (record->swarm.tally.nr_runs)
		json_object_set_new(object, "swarm", campaign_swarm_to_json(&record->swarm));
	if (record->nr_findings)
		json_object_set_new(object, "findings", findings_to_json(record));
	if (record->message)
		put_text(object, "message", record->message);
	return object;
}

static void findings_from_json(struct unit_record *record, const json_t *array)
{
	const json_t *object;
	char *parts[4];
	size_t i, k;

	json_array_foreach(array, i, object)
	{
		parts[0] = take_text(object, "rule");
		parts[1] = take_text(object, "text");
		parts[2] = take_text(object, "replay");
		parts[3] = take_text(object, "folder");
		unit_record_add_finding(record, parts[0], parts[1], parts[2], parts[3]);
		for (k = 0; k < 4; k++)
			free(parts[k]);
	}
}

bool unit_record_from_json(struct unit_record *record, json_t *json)
{
	const char *name = json_string_value(json_object_get(json, "name"));
	const json_t *digests = json_object_get(json, "digests");
	size_t i;

	if (!name || !json_is_integer(json_object_get(json, "unit")) || !json_is_array(digests))
		return false;
	unit_record_init(record, take(json, "unit"), name);
	record->status = take(json, "status");
#define X(name, field) record->counts.field = take(json, #name);
	COUNTS(X)
#undef X
	for (i = 0; i < json_array_size(digests); i++)
		add_number(&record->digests, &record->nr_digests, &record->room_digests,
			   (u64)json_integer_value(json_array_get(digests, i)));
	if (json_object_get(json, "crash"))
		crash_from_json(&record->crash, json_object_get(json, "crash"));
	campaign_swarm_from_json(&record->swarm, json_object_get(json, "swarm"));
	findings_from_json(record, json_object_get(json, "findings"));
	if (json_object_get(json, "message"))
		record->message = take_text(json, "message");
	return true;
}

/* --- sums --- */

void totals_init(struct campaign_totals *totals)
{
	memset(totals, 0, sizeof(*totals));
	totals->crash.is_complete = true;
}

void totals_exit(struct campaign_totals *totals)
{
	campaign_swarm_exit(&totals->swarm);
	free(totals->digests);
	totals->digests = NULL;
}

static u64 greater(u64 a, u64 b)
{
	return a > b ? a : b;
}

static void add_counts(struct unit_counts *to, const struct unit_counts *from)
{
	u64 max_tasks = greater(to->max_tasks, from->max_tasks);
	u64 max_steps = greater(to->max_steps, from->max_steps);

#define X(name, field) to->field += from->field;
	COUNTS(X)
#undef X
	to->max_tasks = max_tasks;
	to->max_steps = max_steps;
	to->nr_findings += from->nr_findings;
}

void totals_add(struct campaign_totals *totals, const struct unit_record *record)
{
	size_t i;

	totals->nr_units++;
	add_counts(&totals->counts, &record->counts);
	if (record->crash.depth)
		crash_stats_merge(&totals->crash, &record->crash);
	campaign_swarm_add(&totals->swarm, &record->swarm);
	if (record->status > totals->status)
		totals->status = record->status;
	for (i = 0; i < record->nr_digests; i++)
		add_number(&totals->digests, &totals->nr_digests, &totals->room_digests,
			   record->digests[i]);
}

static int number_compare(const void *a, const void *b)
{
	u64 x = *(const u64 *)a, y = *(const u64 *)b;

	return x < y ? -1 : x > y;
}

u64 totals_distinct(struct campaign_totals *totals)
{
	size_t i, nr = 0;

	if (totals->nr_digests)
		qsort(totals->digests, totals->nr_digests, sizeof(u64), number_compare);
	for (i = 0; i < totals->nr_digests; i++)
		if (!i || totals->digests[i] != totals->digests[nr - 1])
			totals->digests[nr++] = totals->digests[i];
	totals->nr_digests = nr;
	return nr;
}
