// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the contents oracle says in words.
 *
 * From: oracle-read.c, judge.c.
 * To:   reports.
 */
#include "oracle-sets.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

/* So many legal contents are named; more are counted. */
#define NR_NAMED 4

struct text {
	char *chars;
	size_t room, used;
};

__attribute__((format(printf, 2, 3))) static void add(struct text *text, const char *format, ...)
{
	va_list args;
	int nr;

	va_start(args, format);
	nr = vsnprintf(text->chars + text->used, text->room - text->used, format, args);
	va_end(args);
	text->used += (size_t)nr < text->room - text->used ? (size_t)nr :
							     text->room - text->used - 1;
}

static struct text text_on(char *chars, size_t room)
{
	struct text text = { .chars = chars, .room = room };

	chars[0] = '\0';
	return text;
}

static void add_past(struct text *text, const struct past_write *past)
{
	add(text, "%s %" PRIu64 " (sectors %" PRIu64 "+%" PRIu32 ", submitted at step %" PRIu64,
	    past->is_discard ? "discard" : "write", past->id, past->sector, past->nr_sectors,
	    past->begin);
	if (past->is_error)
		add(text, ", failed at step %" PRIu64, past->ack);
	else if (past->ack)
		add(text, ", acked at step %" PRIu64, past->ack);
	else
		add(text, ", never answered");
	if (past->durable_by == past->id)
		add(text, ", durable: FUA");
	else if (past->durable_by)
		add(text, ", durable by flush %" PRIu64, past->durable_by);
	else if (past->ack && !past->is_error)
		add(text, ", not flushed");
	add(text, ")");
}

static void add_write(struct text *text, const struct oracle *o, uint32_t write)
{
	const struct past_write *past = store_past_of(o, write);

	if (past)
		add_past(text, past);
	else if (write)
		add(text, "a write no longer on record");
	else
		add(text, "the initial contents");
}

/* Names the @nr-th legal content, and keeps the newest in mind. */
static void add_legal(struct text *text, const struct oracle *o, uint32_t write, uint32_t nr,
		      uint32_t *newest)
{
	if (nr < NR_NAMED) {
		if (nr)
			add(text, " or ");
		add_write(text, o, write);
	}
	if (write > *newest)
		*newest = write;
}

static void add_all_legal(struct text *text, const struct oracle *o, const struct group *g,
			  uint32_t bit, uint32_t *newest)
{
	uint32_t i, nr = 0;

	for_each_live(o, g, i)
		if (o->versions[i].now >> bit & 1)
			add_legal(text, o, o->versions[i].write, nr++, newest);
	if (g->now >> bit & 1)
		add_legal(text, o, g->writer[bit], nr++, newest);
	if (nr > NR_NAMED)
		add(text, " or one of %" PRIu32 " others", nr - NR_NAMED);
}

/* Does anything that only a cut could bring back have this content? */
static void add_got(struct text *text, const struct oracle *o, const struct group *g, uint32_t bit,
		    uint64_t got)
{
	uint32_t i;

	if (got == ORACLE_ZERO_HASH)
		add(text, "zeroes");
	else
		add(text, "contents %016" PRIx64, got);
	if (!g)
		return;
	for (i = g->past; i; i = o->versions[i].next) {
		if (!(o->versions[i].mask >> bit & 1) || o->versions[i].hash[bit] != got)
			continue;
		add(text, ", as written by ");
		add_write(text, o, o->versions[i].write);
		return;
	}
	if (g->hash[bit] == got && !(g->now >> bit & 1)) {
		add(text, ", as left by ");
		add_write(text, o, g->writer[bit]);
	}
}

void text_verdict(const struct oracle *o, const struct group *g, uint64_t sector, uint64_t got,
		  struct oracle_verdict *verdict)
{
	struct text text = text_on(verdict->text, sizeof(verdict->text));
	const struct past_write *past;
	uint32_t newest = 0;

	add(&text, "sector %" PRIu64 ": legal: ", sector);
	if (g)
		add_all_legal(&text, o, g, sector % GROUP_SECTORS, &newest);
	else
		add(&text, "the initial contents");
	add(&text, "; read: ");
	add_got(&text, o, g, sector % GROUP_SECTORS, got);
	past = store_past_of(o, newest);
	verdict->is_legal = false;
	verdict->sector = sector;
	verdict->got = got;
	verdict->expected_id = past ? past->id : 0;
}

static const struct past_write *find_id(const struct oracle *o, uint64_t id)
{
	uint32_t i, nr = o->nr_writes < o->room_past ? o->nr_writes : o->room_past;

	for (i = 0; i < nr; i++) {
		const struct past_write *past = store_past_of(o, o->nr_writes - i);

		if (past && past->id == id)
			return past;
	}
	return NULL;
}

/* The first later write to @sector that was acknowledged. */
static const struct past_write *find_successor(const struct oracle *o,
					       const struct past_write *past, uint64_t sector)
{
	uint32_t write;

	for (write = past->write + 1; write && write <= o->nr_writes; write++) {
		const struct past_write *later = store_past_of(o, write);

		if (later && later->ack && !later->is_error && later->sector <= sector &&
		    sector - later->sector < later->nr_sectors)
			return later;
	}
	return NULL;
}

void oracle_describe_write(const struct oracle *o, uint64_t id, uint64_t sector, char *chars,
			   size_t room)
{
	const struct past_write *past = find_id(o, id), *later;
	struct text text = text_on(chars, room);

	if (!id) {
		add(&text, "the initial contents");
		return;
	}
	if (!past) {
		add(&text, "write %" PRIu64 " (not on record)", id);
		return;
	}
	add_past(&text, past);
	if (sector < past->sector || sector - past->sector >= past->nr_sectors) {
		add(&text, ", which did not write this sector");
		return;
	}
	later = find_successor(o, past, sector);
	if (later) {
		add(&text, ", overwritten by ");
		add_past(&text, later);
	}
}
