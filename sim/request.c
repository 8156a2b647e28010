// SPDX-License-Identifier: GPL-2.0-only
/*
 * One request of a user on its way.
 *
 * From: script-io.c, workload.c and the readback at the end of a run.
 * To:   judge.c, then user_submit().
 */
#include "request.h"

#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "contents.h"
#include "finding.h"
#include "payload.h"
#include "machine.h"
#include "world.h"

static void io_done(struct user_io *io)
{
	struct request *req = io->priv;

	if (req->judge && !judge_end(req->judge, &req->judged))
		machine_wake();
	req->done(req);
}

static u32 device_number(struct world *w, const struct world_device *dev)
{
	return dev - world_plan(w)->devices;
}

void request_submit(struct world *w, struct world_device *dev, struct request *req)
{
	struct user_io *io = &req->io;

	req->world = w;
	req->judge = dev ? dev->judge : NULL;
	if (dev)
		io->dev = dev->name;
	io->done = io_done;
	io->priv = req;
	world_counts(w)->nr_requests[io->op]++;
	if (req->judge) {
		judge_fill(req->judge, &req->judged, io, req->tag);
		judge_begin(req->judge, &req->judged, io);
		if (contents_are_kept && io->op == USER_WRITE)
			contents_note_write(device_number(w, dev), req->judged.id, req->tag);
	} else if (io->op == USER_WRITE) {
		payload_fill(io->buf, io->nr_sectors, 0, io->sector, req->tag);
	}
	user_submit(io);
}

/* --- buffers: powers of two from 512 bytes, free lists --- */

#define NR_CLASSES 18

struct free_buffer {
	struct free_buffer *next;
};

static struct free_buffer *free_buffers[NR_CLASSES];

static unsigned int class_of(u64 bytes)
{
	unsigned int class = 0;

	while ((512ull << class) < bytes)
		class ++;
	return class;
}

void *buffer_get(u64 bytes)
{
	unsigned int class = class_of(bytes);
	struct free_buffer *buf = free_buffers[class];
	size_t align = bytes < 4096 ? 512 : 4096;

	if (buf) {
		free_buffers[class] = buf->next;
		return buf;
	}
	return aligned_alloc(align, 512ull << class);
}

void buffer_put(void *buf, u64 bytes)
{
	unsigned int class = class_of(bytes);
	struct free_buffer *free_buf = buf;

	if (!buf)
		return;
	free_buf->next = free_buffers[class];
	free_buffers[class] = free_buf;
}

void buffer_drop_all(void)
{
	struct free_buffer *buf;
	unsigned int class;

	for (class = 0; class < NR_CLASSES; class ++) {
		while ((buf = free_buffers[class])) {
			free_buffers[class] = buf->next;
			free(buf);
		}
	}
}

/* --- tags --- */

u64 tag_of(const char *text)
{
	u64 tag = 0;

	if (strlen(text) >= TAG_CHARS)
		return 0;
	for (; *text; text++) {
		if (*text < '!' || *text > '~')
			return 0;
		tag = tag << 8 | (u8)*text;
	}
	return tag;
}

char *tag_text(u64 tag, char out[TAG_CHARS])
{
	char *at = out + TAG_CHARS;

	*--at = '\0';
	for (; tag && at > out; tag >>= 8)
		*--at = tag & 0xff;
	memmove(out, at, out + TAG_CHARS - at);
	return out;
}

/* --- reading back --- */

#define READ_BACK_SECTORS 256u
#define READ_BACK_DEPTH 16
#define TICK_NS 20000000000ull

struct readback {
	u32 device;
	struct request reqs[READ_BACK_DEPTH];
	bool is_busy[READ_BACK_DEPTH];
	u32 nr_inflight;
	u64 sector; /* the next to read, */
	u32 nr_left; /* and how many are left of the range */
	u64 range_sector;
	u32 range_nr;
};

static void readback_done(struct request *req)
{
	struct readback *rb = req->priv;

	if (contents_are_kept && !req->io.error)
		contents_note_read(rb->device, req->io.sector, req->io.nr_sectors, req->io.buf);
	rb->is_busy[req - rb->reqs] = false;
	rb->nr_inflight--;
	machine_wake();
}

static bool next_piece(struct readback *rb, struct judge *judge)
{
	if (rb->nr_left)
		return true;
	if (!judge_next_touched(judge, &rb->range_sector, &rb->range_nr))
		return false;
	rb->sector = rb->range_sector;
	rb->nr_left = rb->range_nr;
	return true;
}

static void submit_piece(struct world *w, struct world_device *dev, struct readback *rb)
{
	struct request *req = rb->reqs;
	u32 nr = rb->nr_left < READ_BACK_SECTORS ? rb->nr_left : READ_BACK_SECTORS;
	void *buf;

	while (rb->is_busy[req - rb->reqs])
		req++;
	buf = req->io.buf;
	memset(req, 0, sizeof(*req));
	req->io.buf = buf ? buf : buffer_get(READ_BACK_SECTORS * SECTOR_BYTES);
	req->io.op = USER_READ;
	req->io.sector = rb->sector;
	req->io.nr_sectors = nr;
	req->done = readback_done;
	req->priv = rb;
	rb->is_busy[req - rb->reqs] = true;
	rb->nr_inflight++;
	rb->sector += nr;
	rb->nr_left -= nr;
	request_submit(w, dev, req);
}

static bool wait_for_room(struct world *w, struct readback *rb, u32 nr_allowed)
{
	enum machine_stop stop;

	while (rb->nr_inflight > nr_allowed && !finding_first()) {
		stop = machine_run(clock_now_ns() + TICK_NS);
		if (stop == MACHINE_TIME)
			world_tick(w);
		else if (stop == MACHINE_IDLE && rb->nr_inflight > nr_allowed)
			world_report_hang(w, "a read");
	}
	return !finding_first();
}

bool request_read_back(struct world *w, struct world_device *dev)
{
	struct readback rb = { .device = device_number(w, dev) };
	bool is_good = true;
	u32 i;

	while (is_good && next_piece(&rb, dev->judge)) {
		submit_piece(w, dev, &rb);
		is_good = wait_for_room(w, &rb, READ_BACK_DEPTH - 1);
	}
	is_good = is_good && wait_for_room(w, &rb, 0);
	if (!is_good)
		machine_cut(); /* what is in flight must not outlive rb */
	for (i = 0; i < READ_BACK_DEPTH; i++)
		buffer_put(rb.reqs[i].io.buf, READ_BACK_SECTORS * SECTOR_BYTES);
	return is_good;
}
