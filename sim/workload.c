// SPDX-License-Identifier: GPL-2.0-only
/*
 * Many requests from one description.
 *
 * From: the words workload{} and together{} of a script, bench.c.
 * To:   request.c. As many slots as iodepth; a slot whose request ends sends the next.
 *
 * Offsets, sizes and directions come from the tape (CHOICE_SCRIPT), one choice each,
 * so that a shrunk tape makes a smaller workload of the same shape.
 */
#include "workload.h"

#include <stdlib.h>
#include <string.h>

#include "choice.h"
#include "clock.h"
#include "disk.h"
#include "interrupt.h"
#include "request.h"
#include "world.h"

const char *const workload_patterns[] = { "read",   "write", "rw",	 "randread",  "randwrite",
					  "randrw", "trim",  "randtrim", "readwrite", NULL };

#define MAX_BYTES (16u << 20)

struct slot {
	struct request req;
	struct alarm pause;
	struct workload *workload;
	u64 buf_bytes;
};

struct workload {
	struct workload_spec spec;
	struct workload_result result;
	struct world *world;
	struct world_device *dev;
	u64 next; /* offset of the next sequential request */
	u64 nr_issued, nr_unsynced, nr_written;
	u32 nr_active;
	u64 random; /* state of the generator, if randseed is set */
	void (*done)(void *ctx);
	void *ctx;
	struct slot slots[];
};

static bool is_random(enum workload_pattern pattern)
{
	return pattern == WORKLOAD_RANDREAD || pattern == WORKLOAD_RANDWRITE ||
	       pattern == WORKLOAD_RANDRW || pattern == WORKLOAD_RANDTRIM;
}

static const char *check_list(const struct workload_spec *spec, u64 nr_sectors)
{
	const struct workload_request *r;
	u64 i;

	for (i = 0; i < spec->number_ios; i++) {
		r = &spec->list[i];
		if (r->sector > nr_sectors || r->nr_sectors > nr_sectors - r->sector)
			return "a request is beyond the end of the device";
		if (r->nr_sectors > MAX_BYTES / SECTOR_BYTES)
			return "a request is larger than 16M";
	}
	return NULL;
}

const char *workload_check(const struct workload_spec *spec, u64 nr_sectors)
{
	if (!spec->iodepth || spec->iodepth > 1024)
		return "iodepth must be 1 … 1024";
	if (spec->list)
		return check_list(spec, nr_sectors);
	if (spec->bs_min % SECTOR_BYTES || spec->bs_max % SECTOR_BYTES || !spec->bs_min)
		return "bs must be a multiple of 512";
	if (spec->bs_max < spec->bs_min || spec->bs_max > MAX_BYTES)
		return "bs must be at most 16M";
	if (spec->begin % SECTOR_BYTES || spec->end % SECTOR_BYTES)
		return "offset and size must be multiples of 512";
	if (spec->end > nr_sectors * SECTOR_BYTES)
		return "offset + size is beyond the end of the device";
	if (spec->begin + spec->bs_max > spec->end)
		return "size is smaller than bs";
	if (spec->rwmixread > 100)
		return "rwmixread is a percentage";
	return NULL;
}

/* --- the next request --- */

/* From the tape, so that it can be shrunk; or cheap, and the same whatever the tape. */
static u32 draw(struct workload *wl, u32 n)
{
	if (!wl->spec.randseed)
		return choose(CHOICE_SCRIPT, n);
	wl->random = wl->random * 6364136223846793005ull + 1442695040888963407ull;
	return (wl->random >> 32) * n >> 32;
}

static enum user_op draw_op(struct workload *wl)
{
	switch (wl->spec.pattern) {
	case WORKLOAD_READ:
	case WORKLOAD_RANDREAD:
		return USER_READ;
	case WORKLOAD_RW:
	case WORKLOAD_RANDRW:
		return draw(wl, 100) < wl->spec.rwmixread ? USER_READ : USER_WRITE;
	case WORKLOAD_TRIM:
	case WORKLOAD_RANDTRIM:
		return USER_DISCARD;
	default:
		return USER_WRITE;
	}
}

static u64 draw_bytes(struct workload *wl)
{
	u64 nr = wl->spec.bs_max / wl->spec.bs_min;

	return nr < 2 ? wl->spec.bs_min : wl->spec.bs_min * (1 + draw(wl, nr));
}

static u64 draw_offset(struct workload *wl, u64 bytes)
{
	const struct workload_spec *spec = &wl->spec;
	u64 nr, at;

	if (is_random(spec->pattern)) {
		nr = (spec->end - spec->begin - bytes) / spec->bs_min + 1;
		return spec->begin + spec->bs_min * draw(wl, nr);
	}
	if (wl->next + bytes > spec->end)
		wl->next = spec->begin;
	at = wl->next;
	wl->next += bytes;
	return at;
}

static void prepare_buffer(struct slot *slot, u64 bytes)
{
	if (slot->buf_bytes >= bytes)
		return;
	buffer_put(slot->req.io.buf, slot->buf_bytes);
	slot->req.io.buf = buffer_get(bytes);
	slot->buf_bytes = bytes;
}

static void prepare_io(struct workload *wl, struct slot *slot)
{
	struct request *req = &slot->req;
	u64 bytes = draw_bytes(wl);

	req->io.op = draw_op(wl);
	req->io.sector = draw_offset(wl, bytes) / SECTOR_BYTES;
	req->io.nr_sectors = bytes / SECTOR_BYTES;
	if (req->io.op != USER_DISCARD)
		prepare_buffer(slot, bytes);
	if (req->io.op == USER_WRITE) {
		wl->nr_unsynced++;
		wl->nr_written++;
		if (wl->spec.fua_every && wl->nr_written % wl->spec.fua_every == 0)
			req->io.flags = USER_FUA;
	}
	wl->nr_issued++;
}

static void take_io(struct workload *wl, struct slot *slot)
{
	const struct workload_request *r = &wl->spec.list[wl->nr_issued++];
	struct user_io *io = &slot->req.io;

	io->op = r->op;
	io->flags = r->flags;
	io->sector = r->sector;
	io->nr_sectors = r->nr_sectors;
	io->vec_shape = r->vec_shape;
	slot->req.tag = r->tag;
	if (r->op == USER_READ || r->op == USER_WRITE)
		prepare_buffer(slot, (u64)r->nr_sectors * SECTOR_BYTES);
}

static bool must_sync(const struct workload *wl)
{
	u64 every = wl->spec.fsync ? wl->spec.fsync : wl->spec.fdatasync;

	return every && wl->nr_unsynced >= every;
}

/* Not before the first request: it may not be over before it was begun. */
static bool is_over(const struct workload *wl)
{
	return wl->nr_issued >= wl->spec.number_ios || (wl->nr_issued && interrupt_came) ||
	       (wl->result.first_error && !wl->spec.may_fail);
}

static void slot_next(struct slot *slot);

static void slot_done(struct request *req)
{
	struct slot *slot = req->priv;
	struct workload_result *result = &slot->workload->result;

	switch (req->io.op) {
	case USER_READ:
		result->nr_reads++;
		break;
	case USER_FLUSH:
		result->nr_flushes++;
		break;
	case USER_DISCARD:
		result->nr_trims++;
		break;
	default:
		result->nr_writes++;
	}
	if (req->io.error) {
		result->nr_errors++;
		if (!result->first_error)
			result->first_error = req->io.error;
	}
	if (slot->workload->spec.thinktime_ns)
		alarm_set(&slot->pause, clock_now_ns() + slot->workload->spec.thinktime_ns);
	else
		slot_next(slot);
}

static void pause_over(struct alarm *alarm)
{
	slot_next((struct slot *)((char *)alarm - offsetof(struct slot, pause)));
}

static void slot_next(struct slot *slot)
{
	struct workload *wl = slot->workload;
	struct user_io *io = &slot->req.io;

	if (is_over(wl)) {
		if (--wl->nr_active == 0)
			wl->done(wl->ctx);
		return;
	}
	*io = (struct user_io){ .buf = io->buf, .vec_shape = wl->spec.vec_shape };
	slot->req.tag = wl->spec.tag;
	if (wl->spec.list) {
		take_io(wl, slot);
	} else if (must_sync(wl)) {
		wl->nr_unsynced = 0;
		io->op = USER_FLUSH;
	} else {
		prepare_io(wl, slot);
	}
	slot->req.done = slot_done;
	slot->req.priv = slot;
	if (wl->spec.watch)
		wl->spec.watch(wl->spec.watch_ctx, io, slot->req.tag);
	request_submit(wl->world, wl->dev, &slot->req);
}

struct workload *workload_start(struct world *w, struct world_device *dev,
				const struct workload_spec *spec, void (*done)(void *ctx),
				void *ctx)
{
	struct workload *wl = calloc(1, sizeof(*wl) + spec->iodepth * sizeof(wl->slots[0]));
	u32 i;

	wl->spec = *spec;
	if (spec->list) {
		wl->spec.list = malloc(spec->number_ios * sizeof(*spec->list));
		memcpy(wl->spec.list, spec->list, spec->number_ios * sizeof(*spec->list));
	}
	if (!wl->spec.number_ios)
		wl->spec.number_ios = (spec->end - spec->begin) / spec->bs_min;
	wl->world = w;
	wl->dev = dev;
	wl->next = spec->begin;
	wl->random = spec->randseed;
	wl->done = done;
	wl->ctx = ctx;
	wl->nr_active = spec->iodepth;
	for (i = 0; i < spec->iodepth; i++) {
		wl->slots[i].workload = wl;
		wl->slots[i].pause.fn = pause_over;
	}
	for (i = 0; i < spec->iodepth; i++)
		slot_next(&wl->slots[i]);
	return wl;
}

const struct workload_result *workload_result(const struct workload *wl)
{
	return &wl->result;
}

void workload_destroy(struct workload *wl)
{
	u32 i;

	if (!wl)
		return;
	for (i = 0; i < wl->spec.iodepth; i++)
		buffer_put(wl->slots[i].req.io.buf, wl->slots[i].buf_bytes);
	free(wl->spec.list);
	free(wl);
}
