// SPDX-License-Identifier: GPL-2.0-only
/*
 * User space: requests become bios, each submitted by a task of its own.
 *
 * From: the simulator (user.h). To: submit.c.
 *
 *   user_submit ─► idle submitter task ─► payload into pages ─► bios ─► … ─► done
 *
 * Requests, tasks and payload pages are kept for the next one; a request never fails
 * for want of memory. The device is held open while its request is under way.
 */
#include "user.h"

#include <linux/bio.h>
#include <linux/blkdev.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/slab.h>

#include "blk.h"
#include "boot.h"
#include "dm-core.h"
#include "event.h"
#include "finding.h"

#define PIECES_INLINE 8
#define BIO_SECTORS_MAX 8388600u /* a bio without data: below 4 GiB */

struct piece {
	struct page *page;
	unsigned int offset, len;
};

struct request {
	struct user_io *io;
	struct block_device *bdev;
	struct request *next;
	struct submitter *submitter;
	unsigned int nr_pieces;
	struct piece *pieces;
	struct piece inline_pieces[PIECES_INLINE];
};

struct submitter {
	struct task_struct *task;
	struct request *req; /* to be submitted */
	struct submitter *next; /* idle */
};

static struct request *free_requests;
static struct submitter *idle_submitters;
static struct list_head free_pages_list;
static u32 nr_outstanding, nr_submitters;
static u64 last_id, run_of_last_id;

u32 user_nr_outstanding(void)
{
	return nr_outstanding;
}

/* --- payload --- */

static struct page *payload_page_get(void)
{
	struct page *page;

	if (list_empty(&free_pages_list))
		return alloc_page(GFP_KERNEL | __GFP_NOFAIL);
	page = list_first_entry(&free_pages_list, struct page, lru);
	list_del(&page->lru);
	return page;
}

static u32 next_random(u32 *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 16;
}

/* Where the next piece lies in its page: the shape's seed decides; 0: whole pages. */
static void shape_piece(struct piece *piece, u32 *shape, unsigned int left)
{
	unsigned int nr = PAGE_SIZE >> SECTOR_SHIFT, at = 0;

	if (*shape) {
		nr = 1 + next_random(shape) % nr;
		at = next_random(shape) % ((PAGE_SIZE >> SECTOR_SHIFT) - nr + 1);
	}
	piece->offset = at << SECTOR_SHIFT;
	piece->len = min(nr << SECTOR_SHIFT, left);
	piece->page = payload_page_get();
}

static void payload_get(struct request *req)
{
	struct user_io *io = req->io;
	unsigned int left = io->nr_sectors << SECTOR_SHIFT;
	unsigned int max = io->vec_shape ? io->nr_sectors : DIV_ROUND_UP(io->nr_sectors, 8);
	u32 shape = io->vec_shape;

	req->pieces = req->inline_pieces;
	if (max > PIECES_INLINE)
		req->pieces = kvmalloc_array(max, sizeof(*req->pieces), GFP_KERNEL | __GFP_NOFAIL);
	for (req->nr_pieces = 0; left; req->nr_pieces++) {
		shape_piece(&req->pieces[req->nr_pieces], &shape, left);
		left -= req->pieces[req->nr_pieces].len;
	}
}

static void payload_copy(struct request *req, bool is_to_user)
{
	char *buf = req->io->buf;
	unsigned int i;

	for (i = 0; i < req->nr_pieces; i++) {
		struct piece *piece = &req->pieces[i];
		char *data = (char *)page_address(piece->page) + piece->offset;

		memcpy(is_to_user ? buf : data, is_to_user ? data : buf, piece->len);
		buf += piece->len;
	}
}

static void payload_put(struct request *req)
{
	while (req->nr_pieces) {
		struct piece *piece = &req->pieces[--req->nr_pieces];

		list_add(&piece->page->lru, &free_pages_list);
	}
	if (req->pieces != req->inline_pieces)
		kvfree(req->pieces);
	req->pieces = NULL;
}

/* --- completion --- */

static void request_done(struct request *req, int error)
{
	struct user_io *io = req->io;

	if (io->op == USER_READ && !error && req->nr_pieces)
		payload_copy(req, true);
	if (req->pieces)
		payload_put(req);
	if (req->bdev)
		dm_close(req->bdev);
	req->next = free_requests;
	free_requests = req;
	nr_outstanding--;
	io->shim = NULL;
	io->error = error;
	event_log(EVENT_ACK, 0, io->id, (u64)(s64)-error, 0);
	io->done(io);
}

static void request_endio(struct bio *bio)
{
	struct request *req = bio->bi_private;
	int error = blk_status_to_errno(bio->bi_status);

	bio_put(bio);
	request_done(req, error);
}

/* --- bios --- */

static blk_opf_t opf_of(const struct user_io *io)
{
	static const enum req_op ops[NR_USER_OPS] = {
		[USER_READ] = REQ_OP_READ,
		[USER_WRITE] = REQ_OP_WRITE,
		[USER_FLUSH] = REQ_OP_WRITE,
		[USER_DISCARD] = REQ_OP_DISCARD,
		[USER_WRITE_ZEROES] = REQ_OP_WRITE_ZEROES,
	};
	blk_opf_t opf = ops[io->op];

	if (io->op == USER_FLUSH || (io->flags & USER_PREFLUSH))
		opf |= REQ_PREFLUSH;
	if (io->flags & USER_FUA)
		opf |= REQ_FUA;
	if (io->flags & USER_SYNC)
		opf |= REQ_SYNC;
	if (io->flags & USER_NOWAIT)
		opf |= REQ_NOWAIT;
	if (io->flags & USER_RAHEAD)
		opf |= REQ_RAHEAD;
	return opf;
}

/* A chain of bios with all pieces; the last one, not yet submitted. */
static struct bio *data_bios(struct request *req, blk_opf_t opf)
{
	sector_t sector = req->io->sector;
	struct bio *bio = NULL;
	unsigned int i;

	for (i = 0; i < req->nr_pieces; i++) {
		struct piece *piece = &req->pieces[i];

		if (!bio || !bio_add_page(bio, piece->page, piece->len, piece->offset)) {
			bio = blk_next_bio(bio, req->bdev, bio_max_segs(req->nr_pieces - i), opf,
					   GFP_KERNEL | __GFP_NOFAIL);
			bio->bi_iter.bi_sector = sector;
			bio_add_page(bio, piece->page, piece->len, piece->offset);
		}
		sector += piece->len >> SECTOR_SHIFT;
	}
	return bio;
}

static struct bio *empty_bios(struct request *req, blk_opf_t opf)
{
	sector_t sector = req->io->sector;
	u32 left = req->io->nr_sectors;
	struct bio *bio = NULL;

	do {
		u32 n = min(left, BIO_SECTORS_MAX);

		bio = blk_next_bio(bio, req->bdev, 0, opf, GFP_KERNEL | __GFP_NOFAIL);
		bio->bi_iter.bi_sector = sector;
		bio->bi_iter.bi_size = n << SECTOR_SHIFT;
		sector += n;
		left -= n;
	} while (left);
	return bio;
}

static void request_submit(struct request *req)
{
	struct user_io *io = req->io;
	struct block_device *bdev = blkdev_find(io->dev);
	struct bio *bio;
	int r = bdev ? dm_open(bdev) : -ENODEV;

	if (r) {
		request_done(req, r);
		return;
	}
	req->bdev = bdev;
	if (io->op == USER_READ || io->op == USER_WRITE)
		payload_get(req);
	if (io->op == USER_WRITE)
		payload_copy(req, false);
	bio = req->nr_pieces ? data_bios(req, opf_of(io)) : empty_bios(req, opf_of(io));
	bio->bi_private = req;
	bio->bi_end_io = request_endio;
	submit_bio(bio);
}

/* --- submitters --- */

static void submitter_task(void *arg)
{
	struct submitter *s = arg;

	for (;;) {
		struct request *req;

		for (;;) {
			set_current_state(TASK_IDLE);
			if (s->req)
				break;
			schedule();
		}
		__set_current_state(TASK_RUNNING);
		req = s->req;
		s->req = NULL;
		request_submit(req);
		s->next = idle_submitters;
		idle_submitters = s;
	}
}

static struct submitter *submitter_get(void)
{
	struct submitter *s = idle_submitters;
	char name[TASK_COMM_LEN];

	if (s) {
		idle_submitters = s->next;
		return s;
	}
	s = kzalloc(sizeof(*s), GFP_NOWAIT | __GFP_NOFAIL);
	snprintf(name, sizeof(name), "user/%u", nr_submitters++);
	s->task = sched_task_create(name, SCHED_PROCESS, submitter_task, s);
	sched_task_start(s->task);
	return s;
}

static struct request *request_get(struct user_io *io)
{
	struct request *req = free_requests;

	if (req)
		free_requests = req->next;
	else
		req = kmalloc(sizeof(*req), GFP_NOWAIT | __GFP_NOFAIL);
	req->io = io;
	req->bdev = NULL;
	req->nr_pieces = 0;
	req->pieces = NULL;
	return req;
}

void user_submit(struct user_io *io)
{
	struct request *req = request_get(io);
	struct submitter *s;

	if (run_of_last_id != event_run()) {
		run_of_last_id = event_run();
		last_id = 0;
	}
	io->id = ++last_id;
	io->error = 0;
	io->shim = req;
	nr_outstanding++;
	event_log(EVENT_REQUEST, 0, io->id, io->sector,
		  (u64)io->op | (u64)io->flags << 8 | (u64)io->nr_sectors << 32);
	s = submitter_get();
	s->req = req;
	wake_up_process(s->task);
}

/* --- open and close --- */

int user_open(const char *dev)
{
	struct block_device *bdev = blkdev_find(dev);

	return bdev ? dm_open(bdev) : -ENODEV;
}

void user_close(const char *dev)
{
	struct block_device *bdev = blkdev_find(dev);

	if (bdev && bdev->bd_openers > 0)
		dm_close(bdev);
}

/* --- power-on and the end --- */

static void user_boot(void)
{
	free_requests = NULL;
	idle_submitters = NULL;
	INIT_LIST_HEAD(&free_pages_list);
	nr_outstanding = 0;
	nr_submitters = 0;
	sched_nr_outstanding = user_nr_outstanding;
}

static void user_census(void)
{
	struct request *req;
	struct submitter *s;
	struct page *page;

	if (nr_outstanding)
		finding_report("user-io-lost", "%u requests of users never completed",
			       nr_outstanding);
	while ((s = idle_submitters)) {
		idle_submitters = s->next;
		kfree(s);
	}
	while ((req = free_requests)) {
		free_requests = req->next;
		kfree(req);
	}
	while (!list_empty(&free_pages_list)) {
		page = payload_page_get();
		__free_page(page);
	}
}

SHIM_SUBSYSTEM(user, 60, user_boot, user_census);
