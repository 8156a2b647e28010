// SPDX-License-Identifier: GPL-2.0-only
/*
 * The life of a bio in a dm device.
 *
 * From: submit.c. To: the targets' map; lower devices. Back: the targets' end_io.
 *
 *   dm_submit_bio ─► suspended? deferred
 *        │ PREFLUSH ─► empty flush to every target ─► data, if any: kdmflush (F1.37, F1.38)
 *        └ one piece ─► map ─► lower device ─► clone_endio ─► end_io ─┐
 *          the rest is submitted again (F1.15)                        ▼
 *                                     all clones back: the original ends (F1.35)
 *
 *   memory:  [per-bio data][struct dm_io … [struct dm_target_io … [struct bio]]]
 */
#include <linux/bio.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/slab.h>

#include "blk.h"
#include "dm-core.h"
#include "finding.h"

#define DM_MSG_PREFIX "core"

#define IO_MAGIC 0x19577u
#define TIO_MAGIC 0x28714u
#define POISON_FRESH 0x5a /* F1.26: per-bio data is not zeroed */

struct dm_target_io {
	u32 magic; /* right behind the per-bio data: its canary (F1.27) */
	u32 target_bio_nr;
	struct dm_io *io;
	struct dm_target *ti;
	unsigned int *len_ptr;
	bool is_inside_io; /* the first clone, part of struct dm_io */
	bool is_duplicate;
	struct bio clone;
};

struct dm_io {
	u32 magic;
	u32 nr_refs;
	blk_status_t status;
	bool is_accounted;
	struct mapped_device *md;
	struct bio *orig_bio;
	struct bvec_iter iter; /* of the piece, to build it again */
	unsigned int nr_sectors; /* of the piece */
	bool is_split;
	unsigned long start_time;
	u64 start_ns;
	struct dm_target_io tio;
};

#define TIO_BIO_OFFSET offsetof(struct dm_target_io, clone)
#define IO_BIO_OFFSET (offsetof(struct dm_io, tio) + TIO_BIO_OFFSET)

static struct dm_target_io *clone_to_tio(struct bio *clone)
{
	return container_of(clone, struct dm_target_io, clone);
}

/* --- pools --- */

static unsigned int front_pad(unsigned int per_io_data_size, unsigned int offset)
{
	return roundup(per_io_data_size, __alignof__(struct dm_io)) + offset;
}

struct dm_mempools *dm_pools_create(unsigned int per_io_data_size)
{
	struct dm_mempools *pools = kzalloc(sizeof(*pools), GFP_KERNEL);

	if (!pools)
		return NULL;
	if (!bioset_init(&pools->bs, DM_RESERVED_IOS, front_pad(per_io_data_size, TIO_BIO_OFFSET),
			 0) &&
	    !bioset_init(&pools->io_bs, DM_RESERVED_IOS, front_pad(per_io_data_size, IO_BIO_OFFSET),
			 0))
		return pools;
	dm_pools_destroy(pools);
	return NULL;
}

void dm_pools_destroy(struct dm_mempools *pools)
{
	if (!pools)
		return;
	bioset_exit(&pools->bs);
	bioset_exit(&pools->io_bs);
	kfree(pools);
}

/* --- readers of the live table --- */

struct dm_table *dm_get_live_table(struct mapped_device *md, u32 *idx)
{
	*idx = md->reader_idx;
	md->nr_readers[*idx]++;
	return READ_ONCE(md->map);
}

void dm_put_live_table(struct mapped_device *md, u32 idx)
{
	if (--md->nr_readers[idx] == 0 && idx != md->reader_idx)
		wake_up(&md->readers_wait);
}

void dm_sync_table(struct mapped_device *md)
{
	u32 idx = md->reader_idx;

	might_sleep();
	wait_event(md->readers_wait, !md->nr_readers[!idx]); /* of an earlier sync */
	md->reader_idx = !idx;
	wait_event(md->readers_wait, !md->nr_readers[idx]);
}

/* --- per-bio data --- */

static void *tio_data(struct dm_target_io *tio, size_t data_size)
{
	char *behind = tio->is_inside_io ? (char *)tio->io : (char *)tio;

	return behind - data_size;
}

static void tio_check(struct dm_target_io *tio, const char *when)
{
	bool is_whole = tio->magic == TIO_MAGIC &&
			(!tio->is_inside_io || tio->io->magic == IO_MAGIC);

	if (!is_whole)
		finding_report("per-bio-data", "%s: the canary behind the per-bio data is gone",
			       when);
}

void *dm_per_bio_data(struct bio *bio, size_t data_size)
{
	struct dm_target_io *tio = clone_to_tio(bio);

	bio_check_alive(bio, __func__);
	tio_check(tio, __func__);
	if (data_size != tio->ti->per_io_data_size)
		finding_report("per-bio-data",
			       "dm_per_bio_data(): %zu bytes asked for, ti->per_io_data_size is %u",
			       data_size, tio->ti->per_io_data_size);
	return tio_data(tio, data_size);
}
EXPORT_SYMBOL_GPL(dm_per_bio_data);

struct bio *dm_bio_from_per_bio_data(void *data, size_t data_size)
{
	struct dm_io *io = data + data_size;

	if (io->magic == IO_MAGIC)
		return (struct bio *)((char *)io + IO_BIO_OFFSET);
	BUG_ON(io->magic != TIO_MAGIC);
	return (struct bio *)((char *)io + TIO_BIO_OFFSET);
}
EXPORT_SYMBOL_GPL(dm_bio_from_per_bio_data);

unsigned int dm_bio_get_target_bio_nr(const struct bio *bio)
{
	return container_of(bio, struct dm_target_io, clone)->target_bio_nr;
}
EXPORT_SYMBOL_GPL(dm_bio_get_target_bio_nr);

u64 dm_start_time_ns_from_clone(struct bio *bio)
{
	return clone_to_tio(bio)->io->start_ns;
}
EXPORT_SYMBOL_GPL(dm_start_time_ns_from_clone);

/* --- dm_io and clones --- */

static struct dm_io *io_alloc(struct mapped_device *md, struct bio *bio)
{
	struct bio *clone = bio_alloc_clone(bio->bi_bdev, bio, GFP_NOIO, &md->pools->io_bs);
	struct dm_io *io = container_of(clone_to_tio(clone), struct dm_io, tio);

	io->magic = IO_MAGIC;
	io->nr_refs = 1;
	io->status = BLK_STS_OK;
	io->md = md;
	io->orig_bio = bio;
	io->iter = bio->bi_iter;
	io->nr_sectors = bio_sectors(bio);
	io->is_split = false;
	io->start_ns = ktime_get_ns();
	io->tio.magic = TIO_MAGIC;
	io->tio.io = io;
	io->tio.ti = NULL;
	io->tio.is_inside_io = true;
	io->start_time = bio_start_io_acct(bio);
	md->nr_pending++;
	return io;
}

static void tio_init(struct dm_target_io *tio, struct dm_target *ti, unsigned int target_bio_nr,
		     unsigned int *len_ptr)
{
	tio->ti = ti;
	tio->target_bio_nr = target_bio_nr;
	tio->len_ptr = len_ptr;
	tio->is_duplicate = false;
	tio->clone.bi_bdev = tio->io->md->disk->part0;
	memset(tio_data(tio, ti->per_io_data_size), POISON_FRESH, ti->per_io_data_size);
}

/* The first clone is inside the dm_io; further ones come from a set of their own. */
static struct bio *clone_alloc(struct dm_io *io, struct bio *bio, struct dm_target *ti,
			       unsigned int target_bio_nr, unsigned int *len_ptr, gfp_t gfp)
{
	struct dm_target_io *tio = &io->tio;
	struct bio *clone;

	if (tio->ti) {
		clone = bio_alloc_clone(bio->bi_bdev, bio, gfp, &io->md->pools->bs);
		if (!clone)
			return NULL;
		tio = clone_to_tio(clone);
		tio->magic = TIO_MAGIC;
		tio->io = io;
		tio->is_inside_io = false;
	}
	tio_init(tio, ti, target_bio_nr, len_ptr);
	tio->clone.bi_iter.bi_size = len_ptr ? *len_ptr << SECTOR_SHIFT : 0;
	return &tio->clone;
}

static void clone_free(struct bio *clone)
{
	struct dm_target_io *tio = clone_to_tio(clone);

	tio_check(tio, "end of a clone");
	clone->shim_life = BIO_LIFE_ENDED;
	if (!tio->is_inside_io)
		bio_put(clone);
}

/* --- completion of the original --- */

static void queue_io(struct mapped_device *md, struct bio *bio)
{
	bio_list_add(&md->deferred, bio);
	queue_work(md->wq, &md->work);
}

static void piece_endio(struct bio *bio)
{
	struct bio *orig = bio->bi_private;

	if (bio->bi_status)
		orig->bi_status = bio->bi_status;
	bio_put(bio);
	bio_endio(orig);
}

/* F1.33: back to the head of the deferred; a piece of a split bio is built again. */
static void push_back(struct dm_io *io)
{
	struct bio *bio = io->orig_bio;

	if (io->is_split) {
		struct bio *piece =
			bio_alloc_clone(bio->bi_bdev, bio, GFP_NOWAIT | __GFP_NOFAIL, &fs_bio_set);

		piece->bi_iter = io->iter;
		piece->bi_iter.bi_size = io->nr_sectors << SECTOR_SHIFT;
		piece->bi_private = bio;
		piece->bi_end_io = piece_endio;
		bio = piece;
	}
	bio_list_add_head(&io->md->deferred, bio);
}

static void io_complete(struct dm_io *io)
{
	struct mapped_device *md = io->md;
	struct bio *bio = io->orig_bio;
	blk_status_t status = io->status;
	bool is_requeued = false;

	if (status == BLK_STS_DM_REQUEUE) {
		is_requeued = dm_noflush_suspending_md(md);
		if (is_requeued)
			push_back(io);
		else
			status = BLK_STS_IOERR;
	}
	blk_end_io_acct(md->disk->part0, bio_op(bio), io->start_time);
	io->magic = 0;
	io->tio.clone.shim_life = BIO_LIFE_ENDED;
	bio_put(&io->tio.clone);
	if (--md->nr_pending == 0 && wq_has_sleeper(&md->wait))
		wake_up(&md->wait);
	if (is_requeued)
		return;
	if ((bio->bi_opf & REQ_PREFLUSH) && bio_sectors(bio)) {
		bio->bi_opf &= ~REQ_PREFLUSH; /* F1.39: whatever became of the flush */
		queue_io(md, bio);
		return;
	}
	if (status)
		bio->bi_status = status;
	bio_endio(bio);
}

/* F1.35: the last error wins, but a push back during a noflush suspend stays. */
static void io_put(struct dm_io *io, blk_status_t error)
{
	if (error && !(io->status == BLK_STS_DM_REQUEUE && dm_noflush_suspending_md(io->md)))
		io->status = error;
	if (--io->nr_refs == 0)
		io_complete(io);
}

/* F1.48 */
static void disable_refused_op(struct mapped_device *md, struct bio *clone)
{
	struct queue_limits *lim = &md->disk->queue->limits;

	if (bio_op(clone) == REQ_OP_DISCARD && !bdev_max_discard_sectors(clone->bi_bdev))
		lim->max_discard_sectors = 0;
	else if (bio_op(clone) == REQ_OP_WRITE_ZEROES && !bdev_write_zeroes_sectors(clone->bi_bdev))
		lim->max_write_zeroes_sectors = 0;
}

static void clone_endio(struct bio *clone)
{
	struct dm_target_io *tio = clone_to_tio(clone);
	dm_endio_fn end_io = tio->ti->type->end_io;
	blk_status_t error = clone->bi_status;
	struct dm_io *io = tio->io;
	int r;

	if (error == BLK_STS_TARGET)
		disable_refused_op(io->md, clone);
	if (end_io) {
		/* What end_io keeps (F1.32), another CPU may end before it has returned. */
		clone->shim_life = BIO_LIFE_NEW;
		r = end_io(tio->ti, clone, &error);
		switch (r) {
		case DM_ENDIO_REQUEUE:
			error = BLK_STS_DM_REQUEUE;
			break;
		case DM_ENDIO_DONE:
			break;
		case DM_ENDIO_INCOMPLETE:
			return;
		default:
			DMCRIT("unimplemented target endio return value: %d", r);
			BUG();
		}
	}
	clone_free(clone);
	io_put(io, error);
}

/* --- mapping --- */

static void map_clone(struct bio *clone)
{
	struct dm_target_io *tio = clone_to_tio(clone);
	struct dm_io *io = tio->io;
	struct dm_target *ti = tio->ti;
	int r;

	clone->bi_end_io = clone_endio;
	clone->shim_life = BIO_LIFE_SUBMITTED;
	io->nr_refs++;
	r = ti->type->map(ti, clone);
	switch (r) {
	case DM_MAPIO_SUBMITTED:
		break;
	case DM_MAPIO_REMAPPED:
		submit_bio_noacct(clone);
		break;
	case DM_MAPIO_KILL: /* no end_io (F1.28) */
	case DM_MAPIO_REQUEUE:
		clone_free(clone);
		io_put(io, r == DM_MAPIO_KILL ? BLK_STS_IOERR : BLK_STS_DM_REQUEUE);
		break;
	default:
		DMCRIT("unimplemented target map return value: %d", r);
		BUG();
	}
}

int dm_set_target_max_io_len(struct dm_target *ti, sector_t len)
{
	if (len > UINT_MAX) {
		DMERR("Specified maximum size of target IO (%llu) exceeds limit (%u)",
		      (unsigned long long)len, UINT_MAX);
		ti->error = "Maximum size of target IO is too large";
		return -EINVAL;
	}
	ti->max_io_len = (uint32_t)len;
	return 0;
}
EXPORT_SYMBOL_GPL(dm_set_target_max_io_len);

/* F1.30 */
void dm_accept_partial_bio(struct bio *bio, unsigned int n_sectors)
{
	struct dm_target_io *tio = clone_to_tio(bio);

	BUG_ON(tio->is_duplicate);
	BUG_ON(bio->bi_opf & REQ_PREFLUSH);
	BUG_ON(!tio->len_ptr);
	BUG_ON(bio_sectors(bio) > *tio->len_ptr);
	BUG_ON(n_sectors > bio_sectors(bio));
	*tio->len_ptr -= bio_sectors(bio) - n_sectors;
	bio->bi_iter.bi_size = n_sectors << SECTOR_SHIFT;
}
EXPORT_SYMBOL_GPL(dm_accept_partial_bio);

/* F1.31: a clone that the target kept goes down as @tgt_clone, or itself. */
void dm_submit_bio_remap(struct bio *clone, struct bio *tgt_clone)
{
	submit_bio_noacct(tgt_clone ? tgt_clone : clone);
}
EXPORT_SYMBOL_GPL(dm_submit_bio_remap);

/* @nr clones of @bio for one target; all exist before the first is mapped. */
static void send_clones(struct dm_io *io, struct bio *bio, struct dm_target *ti, unsigned int nr,
			unsigned int *len)
{
	struct bio_list clones = BIO_EMPTY_LIST;
	struct bio *clone;
	unsigned int i;

	for (i = 0; i < nr; i++) {
		clone = clone_alloc(io, bio, ti, i, len, GFP_NOIO);
		clone_to_tio(clone)->is_duplicate = nr > 1;
		bio_list_add(&clones, clone);
	}
	while ((clone = bio_list_pop(&clones)))
		map_clone(clone);
}

/*
 * F1.37. The first clone is the one inside @io, a clone of the original: it keeps that
 * one's flags and sector; only the further ones are clones of the empty flush.
 */
static void send_empty_flush(struct dm_io *io, struct dm_table *map)
{
	struct bio flush;
	unsigned int i;

	bio_init(&flush, io->md->disk->part0, NULL, 0, REQ_OP_WRITE | REQ_PREFLUSH | REQ_SYNC);
	for (i = 0; i < map->nr_targets; i++)
		send_clones(io, &flush, &map->targets[i], map->targets[i].num_flush_bios, NULL);
	bio_uninit(&flush);
}

static bool is_abnormal(struct bio *bio)
{
	return bio_op(bio) == REQ_OP_DISCARD || bio_op(bio) == REQ_OP_SECURE_ERASE ||
	       bio_op(bio) == REQ_OP_WRITE_ZEROES;
}

static unsigned int nr_abnormal_bios(struct dm_target *ti, struct bio *bio)
{
	switch (bio_op(bio)) {
	case REQ_OP_DISCARD:
		return ti->num_discard_bios;
	case REQ_OP_SECURE_ERASE:
		return ti->num_secure_erase_bios;
	default:
		return ti->num_write_zeroes_bios;
	}
}

/* How far from @sector one map may reach: F1.14, F1.16. */
static sector_t max_piece(struct mapped_device *md, struct dm_target *ti, sector_t sector,
			  bool is_cut_by_target)
{
	sector_t offset = dm_target_offset(ti, sector);
	sector_t len = ti->len - offset;

	if (!is_cut_by_target || !ti->max_io_len)
		return len;
	len = min_t(sector_t, len, ti->max_io_len - offset % ti->max_io_len);
	return min_t(sector_t, len, queue_max_sectors(md->disk->queue));
}

/* Maps the first piece of @bio; @done: sectors taken. */
static int send_piece(struct dm_io *io, struct dm_table *map, struct bio *bio, unsigned int *done)
{
	struct dm_target *ti = dm_table_find_target(map, bio->bi_iter.bi_sector);
	unsigned int nr = 1;

	if (!ti)
		return -EIO;
	if ((bio->bi_opf & REQ_NOWAIT) && !dm_target_supports_nowait(ti->type))
		return -EOPNOTSUPP;
	if (is_abnormal(bio))
		nr = nr_abnormal_bios(ti, bio);
	if (!nr)
		return -EOPNOTSUPP; /* F1.17 */
	*done = min_t(sector_t, bio_sectors(bio),
		      max_piece(io->md, ti, bio->bi_iter.bi_sector, !is_abnormal(bio)));
	io->nr_sectors = *done;
	send_clones(io, bio, ti, nr, done);
	io->tio.len_ptr = NULL; /* dm_accept_partial_bio() is for map only */
	return 0;
}

static void split_and_process(struct mapped_device *md, struct dm_table *map, struct bio *bio)
{
	unsigned int done = 0, total;
	struct dm_io *io;
	int error = 0;

	if (is_abnormal(bio))
		bio = bio_split_to_limits(bio, &md->disk->queue->limits, &fs_bio_set);
	total = bio_sectors(bio);
	io = io_alloc(md, bio);
	if (bio->bi_opf & REQ_PREFLUSH) {
		send_empty_flush(io, map);
		io_put(io, BLK_STS_OK);
		return;
	}
	error = send_piece(io, map, bio, &done);
	io->nr_sectors = done;
	if (!error && done < total) { /* F1.15 */
		io->is_split = true;
		bio_trim(bio, done, total - done);
		bio_inc_remaining(bio);
		submit_bio_noacct(bio);
	}
	io_put(io, errno_to_blk_status(error));
}

static void dm_submit_bio(struct bio *bio)
{
	struct mapped_device *md = bio->bi_bdev->bd_disk->private_data;
	struct dm_table *map;
	u32 idx;

	map = dm_get_live_table(md, &idx);
	if (!map) {
		DMERR_LIMIT("%s: mapping table unavailable, erroring io", dm_device_name(md));
		bio_io_error(bio);
	} else if (dm_test(md, DMF_BLOCK_IO_FOR_SUSPEND)) { /* F1.12 */
		if (bio->bi_opf & REQ_NOWAIT)
			bio_wouldblock_error(bio);
		else if (bio->bi_opf & REQ_RAHEAD)
			bio_io_error(bio);
		else
			queue_io(md, bio);
	} else {
		split_and_process(md, map, bio);
	}
	dm_put_live_table(md, idx);
}

/* One after the other, in one worker: F1.38, F2.9. */
void dm_work(struct work_struct *work)
{
	struct mapped_device *md = container_of(work, struct mapped_device, work);
	struct bio *bio;

	while (!dm_test(md, DMF_BLOCK_IO_FOR_SUSPEND)) {
		bio = bio_list_pop(&md->deferred);
		if (!bio)
			break;
		submit_bio_noacct(bio);
		cond_resched();
	}
}

const struct block_device_operations dm_fops = { .submit_bio = dm_submit_bio };
