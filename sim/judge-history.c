// SPDX-License-Identifier: GPL-2.0-only
/*
 * What an oracle was told, and telling it again.
 *
 * From: judge.c.
 * To:   oracle.c.
 */
#include "judge-history.h"

#include <stdlib.h>
#include <string.h>

#include "payload.h"

#define SNAPSHOT_EVERY 32u

struct entry {
	struct telling telling; /* @hashes is unused: see hash_idx */
	u64 boundary, log_nr;
	size_t hash_idx;
};

struct history {
	struct entry *entries;
	size_t nr, room;
	u64 *hashes;
	size_t nr_hashes, room_hashes;
	struct oracle **snapshots; /* the n-th: after n * SNAPSHOT_EVERY entries */
	size_t nr_snapshots, room_snapshots;
	u64 first_log_nr;
};

bool telling_apply(struct oracle *o, const struct telling *t, struct oracle_verdict *verdict)
{
	switch (t->what) {
	case TOLD_WRITE:
		oracle_write_begin(o, t->id, t->sector, t->nr_sectors, (const uint64_t *)t->hashes);
		break;
	case TOLD_DISCARD:
		oracle_discard_begin(o, t->id, t->sector, t->nr_sectors, PAYLOAD_ZERO_HASH);
		break;
	case TOLD_WRITE_END:
		oracle_write_end(o, t->id, t->is_error, t->is_fua);
		break;
	case TOLD_FLUSH:
		oracle_flush_begin(o, t->id);
		break;
	case TOLD_FLUSH_END:
		oracle_flush_end(o, t->id, t->is_error);
		break;
	case TOLD_READ:
		oracle_read_begin(o, t->id, t->sector, t->nr_sectors);
		break;
	case TOLD_READ_END:
		return oracle_read_end(o, t->id, (const uint64_t *)t->hashes, verdict);
	case TOLD_READ_DROP:
		oracle_read_drop(o, t->id);
		break;
	case TOLD_CUT:
		oracle_cut(o);
		break;
	case TOLD_RAM_LOST:
		oracle_lose_ram(o);
		break;
	}
	return true;
}

static void *room_for(void *array, size_t nr, size_t *room, size_t bytes)
{
	if (nr <= *room)
		return array;
	while (*room < nr)
		*room = *room ? *room * 2 : 64;
	return realloc(array, *room * bytes);
}

static void add_snapshot(struct history *h, struct oracle *o)
{
	h->snapshots = room_for(h->snapshots, h->nr_snapshots + 1, &h->room_snapshots,
				sizeof(struct oracle *));
	h->snapshots[h->nr_snapshots++] = o;
}

struct history *history_create(const struct oracle *base, u64 log_nr)
{
	struct history *h = calloc(1, sizeof(*h));

	h->first_log_nr = log_nr;
	add_snapshot(h, oracle_clone(base));
	return h;
}

void history_destroy(struct history *h)
{
	if (!h)
		return;
	while (h->nr_snapshots)
		oracle_destroy(h->snapshots[--h->nr_snapshots]);
	free(h->snapshots);
	free(h->entries);
	free(h->hashes);
	free(h);
}

void history_add(struct history *h, const struct telling *t, u64 boundary, u64 log_nr)
{
	struct entry *entry;

	h->entries = room_for(h->entries, h->nr + 1, &h->room, sizeof(*h->entries));
	entry = &h->entries[h->nr++];
	*entry = (struct entry){ .telling = *t, .boundary = boundary, .log_nr = log_nr };
	if (!t->hashes)
		return;
	h->hashes = room_for(h->hashes, h->nr_hashes + t->nr_sectors, &h->room_hashes, sizeof(u64));
	memcpy(h->hashes + h->nr_hashes, t->hashes, t->nr_sectors * sizeof(u64));
	entry->hash_idx = h->nr_hashes;
	h->nr_hashes += t->nr_sectors;
}

static void tell_again(const struct history *h, struct oracle *o, size_t begin, size_t end)
{
	struct oracle_verdict verdict;

	for (; begin < end; begin++) {
		struct telling t = h->entries[begin].telling;

		t.hashes = t.hashes ? h->hashes + h->entries[begin].hash_idx : NULL;
		telling_apply(o, &t, &verdict);
	}
}

/* How many entries belong to instants up to @boundary? */
static size_t position_of(const struct history *h, u64 boundary)
{
	size_t begin = 0, end = h->nr;

	while (begin < end) {
		size_t middle = begin + (end - begin) / 2;

		if (h->entries[middle].boundary <= boundary)
			begin = middle + 1;
		else
			end = middle;
	}
	return begin;
}

u64 history_position(const struct history *h, u64 boundary)
{
	return position_of(h, boundary);
}

struct oracle *history_at(struct history *h, u64 boundary, u64 *log_nr)
{
	size_t position = position_of(h, boundary), nearest = position / SNAPSHOT_EVERY;
	struct oracle *o;

	while (h->nr_snapshots <= nearest) {
		size_t begin = (h->nr_snapshots - 1) * SNAPSHOT_EVERY;

		o = oracle_clone(h->snapshots[h->nr_snapshots - 1]);
		tell_again(h, o, begin, begin + SNAPSHOT_EVERY);
		add_snapshot(h, o);
	}
	o = oracle_clone(h->snapshots[nearest]);
	tell_again(h, o, nearest * SNAPSHOT_EVERY, position);
	*log_nr = position ? h->entries[position - 1].log_nr : h->first_log_nr;
	return o;
}
