// SPDX-License-Identifier: GPL-2.0-only
/*
 * A bio comes in: map finds out where its sectors are, or puts them into the log.
 *
 * From: device mapper, in any task, kswapd included (F1.25).
 * To:   append.c (writes), the disks (reads), barrier.c (flushes), defer.c (the rest).
 *
 * Nothing is cut into 4 KiB: a bio's head, the longest run that is treated alike, is
 * dealt with, and dm sends the rest again (F1.15, F1.30). So a whole 1 MiB read of
 * uncached blocks goes to the HDD as it came, and the merging of a read from RAM, SSD
 * and HDD, sector by sector, is nothing but cutting.
 * map never waits for I/O of its own (F1.7), only for a RAM buffer.
 */
#include <linux/bio.h>
#include <linux/errno.h>
#include <linux/minmax.h>

#include "writeboost.h"

/* How far a run is followed with index_lock held once. */
#define RUN_CHUNK 32

enum source { IN_RAM, ON_SSD, ON_HDD };

/* Where one sector is, and how many after it in the same block are there, too. */
struct location {
	enum source source;
	struct wb_metablock *mb;
	unsigned int nr;
};

static struct location __locate(struct wb_device *wb, sector_t sector)
{
	unsigned int first = sector % WB_BLOCK_SECTORS;
	struct location loc = { .source = ON_HDD, .nr = 0 };
	unsigned int here, valid = 0;

	loc.mb = __wb_index_lookup(wb, wb_block(sector));
	if (loc.mb) {
		valid = loc.mb->valid;
		if (valid & BIT(first))
			loc.source = wb->segments[loc.mb->slot].buf ? IN_RAM : ON_SSD;
	}
	here = loc.source == ON_HDD ? ~valid : valid;
	while (first + loc.nr < WB_BLOCK_SECTORS && (here & BIT(first + loc.nr)))
		loc.nr++;
	return loc;
}

/* @nr: the sectors that are wanted of those there */
static void __count_read(struct wb_device *wb, const struct location *loc, unsigned int nr)
{
	unsigned int i = nr == WB_BLOCK_SECTORS ? WB_STAT_WHOLE : 0;

	if (loc->source != ON_HDD)
		i |= WB_STAT_HIT;
	if (loc->source == IN_RAM)
		i |= WB_STAT_ON_BUFFER;
	wb->stat[i]++;
}

/**
 * wb_remap - send a clone to one of the disks
 * @pb: its per-bio data
 * @bio: the clone, cut to size
 * @disk: where to
 * @sector: where there
 *
 * Read-ahead and fail-fast hints are dropped. They let the lower layers give up
 * early, a suspended dm device even at once (F1.12), with the same -EIO that means
 * a broken disk to us.
 */
void wb_remap(struct wb_bio *pb, struct bio *bio, enum wb_disk disk, sector_t sector)
{
	struct wb_device *wb = pb->wb;

	bio->bi_opf &= ~(REQ_RAHEAD | REQ_FAILFAST_MASK);
	bio_set_dev(bio, wb->disk[disk]->bdev);
	bio->bi_iter.bi_sector = sector;
	pb->iter = bio->bi_iter;
	pb->disk = disk;
	if (disk == WB_BACKING)
		wb_busy_begin(&wb->busy);
}

static void accept(struct bio *bio, unsigned int nr_sectors)
{
	if (nr_sectors < bio_sectors(bio))
		dm_accept_partial_bio(bio, nr_sectors);
}

/* Copies the head of a read from RAM buffers; returns how many sectors that is. */
static unsigned int read_from_ram(struct wb_device *wb, struct bio *bio)
{
	struct bvec_iter iter = bio->bi_iter;
	struct location loc;

	while (iter.bi_size) {
		struct wb_piece piece = wb_piece(iter);
		spinlock_t *stripe = wb_index_stripe(wb, piece.block);
		struct wb_rambuf *buf;

		spin_lock(stripe);
		spin_lock(&wb->index_lock);
		loc = __locate(wb, iter.bi_sector);
		if (loc.source != IN_RAM) {
			spin_unlock(&wb->index_lock);
			spin_unlock(stripe);
			break;
		}
		buf = wb->segments[loc.mb->slot].buf;
		wb_rambuf_pin(buf);
		loc.nr = min(loc.nr, piece.nr);
		__count_read(wb, &loc, loc.nr);
		spin_unlock(&wb->index_lock);

		wb_copy_to_bio(bio, iter,
			       wb_rambuf_block(buf, loc.mb) + piece.first * WB_SECTOR_BYTES,
			       loc.nr * WB_SECTOR_BYTES);
		wb_rambuf_unpin(wb, buf);
		spin_unlock(stripe);
		bio_advance_iter(bio, &iter, loc.nr * WB_SECTOR_BYTES);
	}
	return bio_sectors(bio) - iter.bi_size / WB_SECTOR_BYTES;
}

/* Does @next, just behind @head, continue it on the same disk? */
static bool __continues(struct wb_device *wb, const struct location *head,
			const struct location *next, unsigned int nr_blocks)
{
	if (next->source != head->source)
		return false;
	if (head->source == ON_HDD)
		return true;
	return next->mb->slot == head->mb->slot && next->mb->idx == head->mb->idx + nr_blocks;
}

/* A read's longest head that lies in one piece on one disk. */
static unsigned int __follow_run(struct wb_device *wb, sector_t sector, unsigned int nr_max,
				 struct location *head)
{
	unsigned int nr, nr_blocks;

	*head = __locate(wb, sector);
	nr = min(head->nr, nr_max);
	__count_read(wb, head, nr);
	for (nr_blocks = 1; nr < nr_max && nr_blocks < RUN_CHUNK; nr_blocks++) {
		struct location next;

		if ((sector + nr) % WB_BLOCK_SECTORS)
			break;
		next = __locate(wb, sector + nr);
		if (!__continues(wb, head, &next, nr_blocks))
			break;
		next.nr = min(next.nr, nr_max - nr);
		__count_read(wb, &next, next.nr);
		nr += next.nr;
	}
	return nr;
}

/*
 * The HDD holds what was newest when we looked; a write that comes later overlaps
 * the read in time. So an uncached run may be followed in steps.
 */
static unsigned int follow_uncached(struct wb_device *wb, sector_t sector, unsigned int nr,
				    unsigned int nr_max)
{
	while (nr < nr_max && (sector + nr) % WB_BLOCK_SECTORS == 0) {
		struct location head;
		unsigned int more;

		spin_lock(&wb->index_lock);
		head = __locate(wb, sector + nr);
		more = head.source == ON_HDD ? __follow_run(wb, sector + nr, nr_max - nr, &head) :
					       0;
		spin_unlock(&wb->index_lock);
		if (!more)
			break;
		nr += more;
	}
	return nr;
}

/* Returns what map returns, or -EAGAIN if the first sector is in RAM. */
static int read_from_disk(struct wb_device *wb, struct wb_bio *pb, struct bio *bio)
{
	sector_t sector = bio->bi_iter.bi_sector;
	struct location head;
	bool must_stage;
	unsigned int nr;

	spin_lock(&wb->index_lock);
	nr = __follow_run(wb, sector, bio_sectors(bio), &head);
	if (head.source == ON_SSD) {
		pb->seg = &wb->segments[head.mb->slot];
		wb_segment_get_reader(pb->seg);
		sector = wb_metablock_sector(wb, head.mb) + sector % WB_BLOCK_SECTORS;
	}
	spin_unlock(&wb->index_lock);

	if (head.source == IN_RAM)
		return -EAGAIN;
	if (head.source == ON_SSD) {
		accept(bio, nr);
		wb_remap(pb, bio, WB_CACHE, sector);
		return DM_MAPIO_REMAPPED;
	}

	nr = follow_uncached(wb, sector, nr, bio_sectors(bio));
	accept(bio, nr);
	spin_lock(&wb->index_lock);
	must_stage = __wb_must_stage(wb, sector, nr);
	spin_unlock(&wb->index_lock);
	if (must_stage) {
		wb_defer(pb, WB_DEFER_STAGE);
		return DM_MAPIO_SUBMITTED;
	}
	wb_remap(pb, bio, WB_BACKING, sector);
	return DM_MAPIO_REMAPPED;
}

static int map_read(struct wb_device *wb, struct wb_bio *pb, struct bio *bio)
{
	for (;;) {
		unsigned int nr_copied = read_from_ram(wb, bio);
		int r;

		if (nr_copied) {
			accept(bio, nr_copied);
			wb_endio(wb, bio, BLK_STS_OK);
			return DM_MAPIO_SUBMITTED;
		}
		/* A write may have brought the block to RAM in between. */
		r = read_from_disk(wb, pb, bio);
		if (r != -EAGAIN)
			return r;
	}
}

static void map_write(struct wb_device *wb, struct wb_bio *pb, struct bio *bio)
{
	unsigned int nr_done;

	if (wb_must_bypass(wb, bio)) {
		wb_defer(pb, WB_DEFER_BYPASS);
		return;
	}
	pb->iter = bio->bi_iter;
	wb_append(wb, bio, pb, NULL);

	nr_done = bio_sectors(bio) - pb->iter.bi_size / WB_SECTOR_BYTES;
	if (!nr_done && wb_is_live(wb)) {
		/* One block has to wait for something: it alone, and not here. */
		accept(bio, wb_piece(pb->iter).nr);
		wb_defer(pb, WB_DEFER_WRITE);
		return;
	}
	if (nr_done)
		accept(bio, nr_done);
	if (bio->bi_opf & REQ_FUA)
		wb_barrier_add(wb, bio, pb->covers);
	else
		wb_endio(wb, bio, BLK_STS_OK);
}

/**
 * wb_map - device mapper's map method
 * @ti: the target
 * @bio: a clone
 *
 * Return: what becomes of it; never DM_MAPIO_KILL, which would tell of a death too
 * early and without end_io.
 */
int wb_map(struct dm_target *ti, struct bio *bio)
{
	struct wb_device *wb = ti->private;
	struct wb_bio *pb = dm_per_bio_data(bio, sizeof(*pb));

	bio->bi_iter.bi_sector = dm_target_offset(ti, bio->bi_iter.bi_sector);
	pb->wb = wb;
	pb->seg = NULL;
	pb->disk = WB_NO_DISK;
	pb->has_range = false;

	if (!wb_is_live(wb))
		wb_endio(wb, bio, BLK_STS_IOERR);
	else if (bio->bi_opf & REQ_PREFLUSH)
		wb_barrier_add(wb, bio, 0);
	else if (bio_op(bio) == REQ_OP_DISCARD)
		wb_defer(pb, WB_DEFER_BYPASS);
	else if (!bio_sectors(bio))
		wb_endio(wb, bio, BLK_STS_OK);
	else if (bio_op(bio) == REQ_OP_WRITE)
		map_write(wb, pb, bio);
	else /* dm refuses what init_target() in target.c does not announce (F1.17) */
		return map_read(wb, pb, bio);
	return DM_MAPIO_SUBMITTED;
}

static void release(struct wb_bio *pb)
{
	struct wb_device *wb = pb->wb;

	if (pb->seg)
		wb_segment_put_reader(wb, pb->seg);
	if (pb->disk == WB_BACKING)
		wb_busy_end(&wb->busy);
	if (pb->has_range) {
		/* Before the answer: a flush that follows it must cover this write. */
		atomic64_inc(&wb->nr_bypassed);
		wb_range_remove(wb, &pb->range);
	}
	pb->seg = NULL;
	pb->disk = WB_NO_DISK;
	pb->has_range = false;
}

/**
 * wb_end_io - device mapper's end_io method
 * @ti: the target
 * @bio: the clone; bi_iter is not valid any more (F1.34)
 * @error: its status, which may be changed
 *
 * Any context, and also for clones that we ended ourselves: those are on no disk.
 *
 * Return: DM_ENDIO_DONE, or DM_ENDIO_INCOMPLETE if we keep the clone.
 */
int wb_end_io(struct dm_target *ti, struct bio *bio, blk_status_t *error)
{
	struct wb_device *wb = ti->private;
	struct wb_bio *pb = dm_per_bio_data(bio, sizeof(*pb));
	enum wb_disk disk = pb->disk;

	if (disk == WB_NO_DISK)
		return DM_ENDIO_DONE;
	if (*error == BLK_STS_RESOURCE && wb_is_live(wb)) {
		wb_defer(pb, WB_DEFER_RETRY);
		return DM_ENDIO_INCOMPLETE;
	}
	release(pb);
	if (likely(!*error))
		return DM_ENDIO_DONE;

	if (*error == BLK_STS_NOTSUPP && bio_op(bio) == REQ_OP_DISCARD) {
		*error = BLK_STS_OK;
	} else if (*error == BLK_STS_IOERR || *error == BLK_STS_RESOURCE) {
		*error = BLK_STS_IOERR; /* dead: nobody tries again */
		wb_die(wb, disk);
		if (wb_hold(wb, bio))
			return DM_ENDIO_INCOMPLETE;
	} else {
		wb_warn_errno(wb, disk, *error);
	}
	return DM_ENDIO_DONE;
}
