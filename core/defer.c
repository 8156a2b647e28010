// SPDX-License-Identifier: GPL-2.0-only
/*
 * What map may not do itself: wait for a disk, or write past the log.
 *
 * From: map.c, which hands over a clone, and range.c, which wakes a parked one.
 * To:   append.c after reading an old block, the HDD for large sequential writes,
 *       readcache.c.
 *
 * Each clone is a work item of its own, so one block never waits for another.
 */
#include <linux/bio.h>

#include "writeboost.h"

#define STREAM_BIO_SECTORS 256 /* smaller bios are never part of a stream */
#define STREAM_SECTORS 2048 /* that much in sequence makes one */

static bool is_streaming(struct wb_device *wb, struct bio *bio)
{
	sector_t sector = bio->bi_iter.bi_sector;
	struct wb_stream *stream = NULL;
	unsigned int i;
	bool is;

	if (bio_sectors(bio) < STREAM_BIO_SECTORS)
		return false;
	spin_lock(&wb->index_lock);
	for (i = 0; i < WB_NR_STREAMS; i++)
		if (wb->stream[i].next == sector && wb->stream[i].nr_sectors)
			stream = &wb->stream[i];
	if (!stream) {
		stream = &wb->stream[wb->stream_victim++ % WB_NR_STREAMS];
		stream->nr_sectors = 0;
	}
	stream->next = bio_end_sector(bio);
	stream->nr_sectors += bio_sectors(bio);
	is = stream->nr_sectors > STREAM_SECTORS;
	spin_unlock(&wb->index_lock);
	return is;
}

/**
 * wb_must_bypass - should this write go past the log, if it may?
 * @wb: the device
 * @bio: a write
 *
 * Return: true for large sequential writes, and for all in write-around mode.
 */
bool wb_must_bypass(struct wb_device *wb, struct bio *bio)
{
	return wb_param(wb, WB_WRITE_AROUND_MODE) || is_streaming(wb, bio);
}

static void read_old_block(struct wb_device *wb, struct wb_preread *pre)
{
	if (!pre->data)
		pre->data = mempool_alloc(&wb->blocks, GFP_NOIO);
	wb_io_sync(wb, WB_CACHE, REQ_OP_READ | REQ_SYNC, wb_metablock_sector(wb, pre->mb),
		   pre->data, WB_BLOCK_BYTES);
	wb_segment_put_reader(wb, pre->seg);
}

/* Returns true if the bio is parked: it runs again from pb->iter on. */
static bool append_rest(struct wb_device *wb, struct wb_bio *pb, struct bio *bio,
			struct wb_preread *pre)
{
	enum wb_appended appended;

	while ((appended = wb_append(wb, bio, pb, pre)) != WB_APPENDED) {
		sector_t sector = round_down(pb->iter.bi_sector, WB_BLOCK_SECTORS);

		if (appended == WB_NEEDS_MERGE)
			read_old_block(wb, pre);
		else if (wb_range_park(wb, bio, sector, sector + WB_BLOCK_SECTORS))
			return true;
	}
	return false;
}

static void run_write(struct wb_device *wb, struct wb_bio *pb, struct bio *bio)
{
	struct wb_preread pre = {};
	bool is_parked = append_rest(wb, pb, bio, &pre);

	if (pre.data)
		mempool_free(pre.data, &wb->blocks);
	if (is_parked)
		return;
	if (bio->bi_opf & REQ_FUA)
		wb_barrier_add(wb, bio, pb->covers);
	else
		wb_endio(wb, bio, BLK_STS_OK);
}

/* Returns false if the bio is parked. */
static bool claim(struct wb_device *wb, struct wb_bio *pb, struct bio *bio)
{
	sector_t begin = round_down(bio->bi_iter.bi_sector, WB_BLOCK_SECTORS);
	sector_t end = round_up(bio_end_sector(bio), WB_BLOCK_SECTORS);
	bool conflicts;

	do {
		spin_lock(&wb->index_lock);
		conflicts = __wb_range_conflicts(wb, begin, end);
		if (!conflicts)
			__wb_range_add(wb, &pb->range, begin, end, true);
		spin_unlock(&wb->index_lock);
		if (conflicts && wb_range_park(wb, bio, begin, end))
			return false;
	} while (conflicts);
	return true;
}

/*
 * A stream goes past the log: it would wear the SSD and gain nothing, since the HDD
 * is good at streams. Allowed if no block of it is dirty in the cache. Crash story: a
 * dirty copy in the log, acked; the same block written past the log, acked, flushed;
 * power fails; recovery replays the copy: the old data is back. With clean copies
 * only there is nothing to replay, see wb_index_drop_clean().
 * I7: such writes make barriers flush the HDD, see release() in map.c.
 *
 * A discard takes the same way, and is only a hint: where a block is dirty in the
 * cache it has no effect. Old data, zeroes or anything else may be read from what
 * was discarded, before and after a crash (F6.13), until it is written again.
 */
static void run_bypass(struct wb_device *wb, struct wb_bio *pb, struct bio *bio)
{
	if (!claim(wb, pb, bio))
		return;
	if (!wb_index_drop_clean(wb, pb->range.begin, pb->range.end)) {
		wb_range_remove(wb, &pb->range);
		if (bio_op(bio) == REQ_OP_DISCARD) {
			wb_endio(wb, bio, BLK_STS_OK);
			return;
		}
		/* If it has to wait half-way, it goes on there, and not past the log. */
		pb->deferral = WB_DEFER_WRITE;
		run_write(wb, pb, bio);
		return;
	}
	pb->has_range = true;
	wb_remap(pb, bio, WB_BACKING, bio->bi_iter.bi_sector);
	wb_io_pass(wb, bio);
}

static void run_retry(struct wb_device *wb, struct wb_bio *pb, struct bio *bio)
{
	DMWARN_LIMIT("%s is out of memory, trying again", wb->disk[pb->disk]->name);
	wb_bio_rewind(bio, pb->iter, wb->disk[pb->disk]->bdev);
	wb_io_pass(wb, bio);
}

static void (*const bodies[])(struct wb_device *, struct wb_bio *, struct bio *) = {
	[WB_DEFER_WRITE] = run_write,
	[WB_DEFER_BYPASS] = run_bypass,
	[WB_DEFER_STAGE] = wb_stage,
	[WB_DEFER_RETRY] = run_retry,
};

static void deferred_work(struct work_struct *work)
{
	struct wb_bio *pb = container_of(work, struct wb_bio, work);
	struct bio *bio = dm_bio_from_per_bio_data(pb, sizeof(*pb));

	bodies[pb->deferral](pb->wb, pb, bio);
}

/**
 * wb_defer - let a worker go on with a clone
 * @pb: its per-bio data; neither it nor the clone may be touched afterwards
 * @deferral: what to do
 *
 * Any context.
 */
void wb_defer(struct wb_bio *pb, enum wb_deferral deferral)
{
	struct bio *bio = dm_bio_from_per_bio_data(pb, sizeof(*pb));
	struct wb_device *wb = pb->wb;

	if (deferral != WB_DEFER_RETRY)
		pb->iter = bio->bi_iter;
	pb->deferral = deferral;
	INIT_WORK(&pb->work, deferred_work);
	queue_work(deferral == WB_DEFER_RETRY ? wb->retry_wq : wb->wq, &pb->work);
}
