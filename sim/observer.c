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
	o->nr_flushes = 0;
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

/* --- flushes of the SSD --- */

static bool is_flush(const struct disk_io *io)
{
	return io->op == DISK_FLUSH || io->is_preflush;
}

/* Beyond so many at once the oldest is forgotten: it then proves nothing. */
static void flush_begin(struct observer *o, const struct disk_io *io)
{
	const u32 room = sizeof(o->flushes) / sizeof(o->flushes[0]);

	if (o->nr_flushes == room)
		memmove(o->flushes, o->flushes + 1, --o->nr_flushes * sizeof(o->flushes[0]));
	o->flushes[o->nr_flushes++] = (struct pending_flush){ io->id, o->order };
}

static void flush_end(struct observer *o, const struct disk_io *io)
{
	u32 i;

	for (i = 0; i < o->nr_flushes && o->flushes[i].io_id != io->id; i++)
		;
	if (i == o->nr_flushes)
		return;
	if (!io->error)
		log_flushed(o, o->flushes[i].order);
	memmove(o->flushes + i, o->flushes + i + 1, (--o->nr_flushes - i) * sizeof(o->flushes[0]));
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
	if (disk == o->hdd)
		return !is_write || hdd_write(o, io);
	if (is_flush(io))
		flush_begin(o, io);
	if (io->op != DISK_WRITE || !io->nr_sectors)
		return true;
	return log_write(o, io);
}

static void completed(struct observer *o, const struct disk *disk, const struct disk_io *io)
{
	if (disk == o->hdd) {
		hdd_written(o, io);
		return;
	}
	if (is_flush(io))
		flush_end(o, io);
	if (io->op == DISK_WRITE && io->nr_sectors)
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
