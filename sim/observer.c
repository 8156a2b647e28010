// SPDX-License-Identifier: GPL-2.0-only
/*
 * The observer: sorts what happens on the two disks.
 *
 * From: judge.c's listener.
 * To:   observer-log.c (SSD), observer-hdd.c (HDD).
 */
#include "observer.h"
#include "observer-private.h"

#include <stdlib.h>
#include <string.h>

#include "finding.h"

struct observer *observer_create(struct disk *ssd, struct disk *hdd)
{
	struct observer *o = calloc(1, sizeof(*o));

	o->ssd = ssd;
	o->hdd = hdd;
	return o;
}

void observer_destroy(struct observer *o)
{
	if (!o)
		return;
	observer_forget(o);
	free(o);
}

void observer_forget(struct observer *o)
{
	log_forget(o);
	hdd_forget(o);
	o->ssd_flushes.nr = 0;
	o->hdd_flushes.nr = 0;
	o->hdd_flushed = 0;
}

void observer_suspended(struct observer *o, bool is_suspended)
{
	o->is_suspended = is_suspended;
}

void io_copy(const struct disk_io *io, u64 begin, u64 nr, void *dst)
{
	const struct disk_vec *vec = io->vecs;
	u8 *out = dst;

	for (; nr; vec++) {
		u64 n;

		if (begin >= vec->len_bytes) {
			begin -= vec->len_bytes;
			continue;
		}
		n = vec->len_bytes - begin < nr ? vec->len_bytes - begin : nr;
		memcpy(out, (const u8 *)vec->base + begin, n);
		out += n;
		nr -= n;
		begin = 0;
	}
}

const void *io_bytes(const struct disk_io *io, u64 begin, u64 nr, void *room)
{
	const struct disk_vec *vec = io->vecs;
	u64 skip = begin, have;
	const u8 *bytes;

	while (skip >= vec->len_bytes)
		skip -= vec++->len_bytes;
	bytes = (const u8 *)vec->base + skip;
	for (have = vec->len_bytes - skip; have < nr; have += vec->len_bytes)
		if ((++vec)->base != bytes + have)
			break;
	if (have >= nr)
		return bytes;
	io_copy(io, begin, nr, room);
	return room;
}

/* --- flushes --- */

static bool is_flush(const struct disk_io *io)
{
	return io->op == DISK_FLUSH || io->is_preflush;
}

/* Beyond so many at once the oldest is forgotten: it then proves nothing. */
static void flush_begin(struct observer *o, struct flush_list *list, const struct disk_io *io)
{
	const u32 room = sizeof(list->entries) / sizeof(list->entries[0]);

	if (list->nr == room)
		memmove(list->entries, list->entries + 1, --list->nr * sizeof(list->entries[0]));
	list->entries[list->nr].io_id = io->id;
	list->entries[list->nr++].order = o->order;
}

/* Return: the instant of submission of one that succeeded, else 0. */
static u64 flush_end(struct flush_list *list, const struct disk_io *io)
{
	u64 order;
	u32 i;

	for (i = 0; i < list->nr && list->entries[i].io_id != io->id; i++)
		;
	if (i == list->nr)
		return 0;
	order = list->entries[i].order;
	memmove(list->entries + i, list->entries + i + 1,
		(--list->nr - i) * sizeof(list->entries[0]));
	return io->error ? 0 : order;
}

/* --- events --- */

static bool report_noise(const struct disk *disk, const struct disk_io *io)
{
	finding_report("I10", "%s: I/O %llu (operation %d, sectors %llu+%u) while suspended",
		       disk_config_of(disk)->name, io->id, io->op, io->sector, io->nr_sectors);
	return false;
}

static bool submitted(struct observer *o, const struct disk *disk, const struct disk_io *io)
{
	bool is_write = io->op == DISK_WRITE || io->op == DISK_DISCARD ||
			io->op == DISK_WRITE_ZEROES;

	if (o->is_suspended)
		return report_noise(disk, io);
	if (is_flush(io))
		flush_begin(o, disk == o->hdd ? &o->hdd_flushes : &o->ssd_flushes, io);
	if (disk == o->hdd)
		return !is_write || hdd_write(o, io);
	if (io->op != DISK_WRITE || !io->nr_sectors)
		return true;
	return log_write(o, io);
}

static void flushed(struct observer *o, const struct disk *disk, const struct disk_io *io)
{
	u64 order = flush_end(disk == o->hdd ? &o->hdd_flushes : &o->ssd_flushes, io);

	if (!order)
		return;
	if (disk == o->ssd)
		log_flushed(o, order);
	else if (order > o->hdd_flushed)
		o->hdd_flushed = order;
}

static void completed(struct observer *o, const struct disk *disk, const struct disk_io *io)
{
	if (is_flush(io))
		flushed(o, disk, io);
	if (disk == o->hdd)
		hdd_written(o, io);
	else if (io->op == DISK_WRITE && io->nr_sectors)
		log_written(o, io);
}

bool observer_disk_event(struct observer *o, const struct disk *disk, enum disk_stage stage,
			 const struct disk_io *io)
{
	if (disk != o->ssd && disk != o->hdd)
		return true;
	o->order++;
	if (!o->is_learned)
		log_learn(o);
	if (stage == DISK_STAGE_SUBMIT)
		return submitted(o, disk, io);
	completed(o, disk, io);
	return true;
}
