// SPDX-License-Identifier: GPL-2.0-only
/*
 * dm-kcopyd: copies and zeroes in the background (F5.11, F5.12).
 *
 * From: targets. To: dm-io.c. One worker for each client; a job is cut into pieces of
 * 512 KiB, of which at most eight are under way.
 *
 *   queue ─► worker: read a piece ─► worker: write it everywhere ─► … ─► worker: callback
 */
#include <linux/blkdev.h>
#include <linux/dm-kcopyd.h>
#include <linux/export.h>
#include <linux/list.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

#include "finding.h"

#define PIECE_SECTORS 1024
#define PIECES_MAX 8

struct dm_kcopyd_client {
	struct dm_io_client *io;
	struct workqueue_struct *wq;
	struct work_struct work;
	struct list_head pieces; /* to be taken up by the worker */
	struct list_head jobs; /* to be called back */
	unsigned long nr_jobs;
	wait_queue_head_t idle;
};

struct job {
	struct list_head list;
	struct dm_kcopyd_client *kc;
	bool is_copy;
	struct dm_io_region from;
	unsigned int nr_dests;
	struct dm_io_region dests[DM_KCOPYD_MAX_REGIONS];
	unsigned int flags;
	dm_kcopyd_notify_fn fn;
	void *context;
	sector_t next; /* of the source, relative: the next piece's begin */
	unsigned int nr_pieces; /* under way */
	int read_err;
	unsigned long write_err;
};

enum piece_state { PIECE_READ, PIECE_WRITE, PIECE_DONE };

struct piece {
	struct list_head list;
	struct job *job;
	enum piece_state state;
	sector_t begin, count;
	void *buffer;
};

/* --- the worker --- */

static void kick(struct dm_kcopyd_client *kc)
{
	queue_work(kc->wq, &kc->work);
}

static void piece_io_done(unsigned long error, void *context)
{
	struct piece *piece = context;
	struct job *job = piece->job;

	if (error && piece->state == PIECE_READ)
		job->read_err = 1;
	else if (error)
		job->write_err |= error;
	piece->state = piece->state == PIECE_READ && !error ? PIECE_WRITE : PIECE_DONE;
	list_add_tail(&piece->list, &job->kc->pieces);
	kick(job->kc);
}

static blk_opf_t zero_opf(struct job *job)
{
	unsigned int i;

	for (i = 0; i < job->nr_dests; i++) {
		if (!bdev_write_zeroes_sectors(job->dests[i].bdev))
			return REQ_OP_WRITE;
	}
	return REQ_OP_WRITE_ZEROES;
}

static void piece_start_io(struct piece *piece)
{
	struct job *job = piece->job;
	struct dm_io_region regions[DM_KCOPYD_MAX_REGIONS];
	struct dm_io_request req = {
		.bi_opf = REQ_OP_READ,
		.mem = { .type = DM_IO_VMA, .ptr.vma = piece->buffer },
		.notify = { piece_io_done, piece },
		.client = job->kc->io,
	};
	unsigned int i, nr = 1;

	if (piece->state == PIECE_READ) {
		regions[0] = job->from;
	} else {
		req.bi_opf = job->is_copy ? REQ_OP_WRITE : zero_opf(job);
		nr = job->nr_dests;
		memcpy(regions, job->dests, nr * sizeof(regions[0]));
	}
	for (i = 0; i < nr; i++) {
		regions[i].sector += piece->begin;
		regions[i].count = piece->count;
	}
	dm_io(&req, nr, regions, NULL, IOPRIO_DEFAULT);
}

static void piece_free(struct piece *piece)
{
	vfree(piece->buffer);
	kfree(piece);
}

static bool job_is_over(const struct job *job)
{
	if (job->read_err || job->write_err)
		return !(job->flags & DM_KCOPYD_IGNORE_ERROR) || job->next >= job->dests[0].count;
	return job->next >= job->dests[0].count;
}

/* Cuts the next piece off; false: there is none, or no memory for now. */
static bool job_start_piece(struct job *job)
{
	struct piece *piece;

	if (job_is_over(job) || job->nr_pieces == PIECES_MAX)
		return false;
	piece = kzalloc(sizeof(*piece), GFP_NOIO);
	if (!piece)
		return false;
	piece->job = job;
	piece->begin = job->next;
	piece->count = min_t(sector_t, PIECE_SECTORS, job->dests[0].count - job->next);
	piece->buffer = __vmalloc(piece->count << SECTOR_SHIFT, GFP_NOIO | __GFP_ZERO);
	if (!piece->buffer) {
		kfree(piece);
		return false;
	}
	piece->state = job->is_copy ? PIECE_READ : PIECE_WRITE;
	job->next += piece->count;
	job->nr_pieces++;
	piece_start_io(piece);
	return true;
}

static void job_end(struct job *job)
{
	struct dm_kcopyd_client *kc = job->kc;

	job->fn(job->read_err, job->write_err, job->context);
	kfree(job);
	if (--kc->nr_jobs == 0)
		wake_up(&kc->idle);
}

static void job_go_on(struct job *job)
{
	unsigned int max = job->flags & DM_KCOPYD_WRITE_SEQ ? 1 : PIECES_MAX;

	job->nr_pieces++; /* ours, or the job could end below */
	while (job->nr_pieces <= max && job_start_piece(job))
		;
	if (--job->nr_pieces)
		return;
	if (job_is_over(job)) {
		list_add_tail(&job->list, &job->kc->jobs);
	} else { /* no memory at all: the failure is the caller's */
		job->write_err = (1UL << job->nr_dests) - 1;
		job->next = job->dests[0].count;
		list_add_tail(&job->list, &job->kc->jobs);
	}
	kick(job->kc);
}

static void kcopyd_work(struct work_struct *work)
{
	struct dm_kcopyd_client *kc = container_of(work, struct dm_kcopyd_client, work);

	while (!list_empty(&kc->pieces)) {
		struct piece *piece = list_first_entry(&kc->pieces, struct piece, list);
		struct job *job = piece->job;

		list_del(&piece->list);
		if (piece->state != PIECE_DONE) {
			piece_start_io(piece);
			continue;
		}
		piece_free(piece);
		job->nr_pieces--;
		job_go_on(job);
	}
	while (!list_empty(&kc->jobs)) {
		struct job *job = list_first_entry(&kc->jobs, struct job, list);

		list_del(&job->list);
		job_end(job);
	}
}

/* --- jobs --- */

static struct job *job_create(struct dm_kcopyd_client *kc, dm_kcopyd_notify_fn fn, void *context)
{
	struct job *job = kzalloc(sizeof(*job), GFP_NOIO | __GFP_NOFAIL);

	job->kc = kc;
	job->fn = fn;
	job->context = context;
	kc->nr_jobs++;
	return job;
}

void dm_kcopyd_copy(struct dm_kcopyd_client *kc, struct dm_io_region *from, unsigned int num_dests,
		    struct dm_io_region *dests, unsigned int flags, dm_kcopyd_notify_fn fn,
		    void *context)
{
	struct job *job = job_create(kc, fn, context);

	BUG_ON(num_dests > DM_KCOPYD_MAX_REGIONS);
	job->is_copy = from != NULL;
	if (from)
		job->from = *from;
	job->nr_dests = num_dests;
	memcpy(job->dests, dests, num_dests * sizeof(*dests));
	job->flags = flags;
	job_go_on(job);
}
EXPORT_SYMBOL(dm_kcopyd_copy);

void dm_kcopyd_zero(struct dm_kcopyd_client *kc, unsigned int num_dests, struct dm_io_region *dests,
		    unsigned int flags, dm_kcopyd_notify_fn fn, void *context)
{
	dm_kcopyd_copy(kc, NULL, num_dests, dests, flags, fn, context);
}
EXPORT_SYMBOL(dm_kcopyd_zero);

void *dm_kcopyd_prepare_callback(struct dm_kcopyd_client *kc, dm_kcopyd_notify_fn fn, void *context)
{
	return job_create(kc, fn, context);
}
EXPORT_SYMBOL(dm_kcopyd_prepare_callback);

void dm_kcopyd_do_callback(void *j, int read_err, unsigned long write_err)
{
	struct job *job = j;

	job->read_err = read_err;
	job->write_err = write_err;
	list_add_tail(&job->list, &job->kc->jobs);
	kick(job->kc);
}
EXPORT_SYMBOL(dm_kcopyd_do_callback);

/* --- clients --- */

struct dm_kcopyd_client *dm_kcopyd_client_create(struct dm_kcopyd_throttle *throttle)
{
	struct dm_kcopyd_client *kc = kzalloc(sizeof(*kc), GFP_KERNEL);

	if (!kc)
		return ERR_PTR(-ENOMEM);
	if (throttle && throttle->throttle != 100)
		shim_unimplemented("dm-kcopyd throttling below 100");
	INIT_LIST_HEAD(&kc->pieces);
	INIT_LIST_HEAD(&kc->jobs);
	init_waitqueue_head(&kc->idle);
	INIT_WORK(&kc->work, kcopyd_work);
	kc->wq = alloc_workqueue("kcopyd", WQ_MEM_RECLAIM, 0);
	kc->io = kc->wq ? dm_io_client_create() : NULL;
	if (!IS_ERR_OR_NULL(kc->io))
		return kc;
	if (kc->wq)
		destroy_workqueue(kc->wq);
	kfree(kc);
	return ERR_PTR(-ENOMEM);
}
EXPORT_SYMBOL(dm_kcopyd_client_create);

/* Waits for all jobs. */
void dm_kcopyd_client_destroy(struct dm_kcopyd_client *kc)
{
	wait_event(kc->idle, !kc->nr_jobs);
	destroy_workqueue(kc->wq);
	dm_io_client_destroy(kc->io);
	kfree(kc);
}
EXPORT_SYMBOL(dm_kcopyd_client_destroy);

void dm_kcopyd_client_flush(struct dm_kcopyd_client *kc)
{
	flush_workqueue(kc->wq);
}
EXPORT_SYMBOL(dm_kcopyd_client_flush);
