// SPDX-License-Identifier: GPL-2.0-only
/*
 * The read cache: small random reads that missed are kept as clean blocks.
 *
 * From: map.c, which hands over a read of uncached sectors.
 * To:   append.c, as metablocks with no dirty bits, which recovery ignores. That is
 *       sound: such a block enters only while no copy of it is in the index, and then
 *       no copy of it is in the part of the log that would be replayed either. Old
 *       ones leave the index only for a newer, for the reuse of their slot, or for a
 *       write past the log, the latter two not before the record frees their slot.
 *
 * The HDD is read into memory of our own, not into the reader's pages: those may
 * be scribbled on while we copy them (F1.24), and everyone would read the scribble.
 */
#include <linux/bio.h>
#include <linux/slab.h>

#include "writeboost.h"

/**
 * __wb_must_stage - should this read be kept?
 * @wb: the device
 * @sector: where it begins; nothing of it is cached
 * @nr_sectors: its length
 *
 * Only whole blocks, and no sequences of more than read_cache_threshold of them:
 * the HDD is good at those.
 *
 * Return: true if so.
 */
bool __wb_must_stage(struct wb_device *wb, sector_t sector, unsigned int nr_sectors)
{
	sector_t nr_max = wb_param(wb, WB_READ_CACHE_THRESHOLD) * WB_BLOCK_SECTORS;

	lockdep_assert_held(&wb->index_lock);
	if (!nr_max)
		return false;
	if (sector != wb->read_next)
		wb->read_nr_sectors = 0;
	wb->read_nr_sectors += nr_sectors;
	wb->read_next = sector + nr_sectors;
	return wb->read_nr_sectors <= nr_max && !((sector | nr_sectors) % WB_BLOCK_SECTORS);
}

/* Claims the blocks if the HDD is still all there is of them. */
static bool claim(struct wb_device *wb, struct wb_bio *pb, struct bio *bio)
{
	sector_t begin = bio->bi_iter.bi_sector, end = bio_end_sector(bio), sector;
	bool is_uncached;

	spin_lock(&wb->index_lock);
	is_uncached = !__wb_range_conflicts(wb, begin, end);
	for (sector = begin; is_uncached && sector < end; sector += WB_BLOCK_SECTORS)
		is_uncached = !__wb_index_lookup(wb, wb_block(sector));
	if (is_uncached)
		__wb_range_add(wb, &pb->range, begin, end, false);
	spin_unlock(&wb->index_lock);
	return is_uncached;
}

static void stage_blocks(struct wb_device *wb, struct wb_range *range, const void *data)
{
	sector_t sector;

	for (sector = range->begin; sector < range->end; sector += WB_BLOCK_SECTORS) {
		wb_append_clean(wb, range, wb_block(sector), data);
		data += WB_BLOCK_BYTES;
	}
}

/**
 * wb_stage - serve a read from the HDD and keep what was read
 * @wb: the device
 * @pb: per-bio data
 * @bio: the read, whole blocks
 *
 * In a worker. If anything stands in the way, the read is just passed on: what the
 * HDD holds was newest after the read came.
 */
void wb_stage(struct wb_device *wb, struct wb_bio *pb, struct bio *bio)
{
	unsigned int nr_bytes = pb->iter.bi_size;
	void *data = kvmalloc(nr_bytes, GFP_NOIO | __GFP_NORETRY | __GFP_NOWARN);

	if (!data || !claim(wb, pb, bio)) {
		kvfree(data);
		wb_remap(pb, bio, WB_BACKING, bio->bi_iter.bi_sector);
		wb_io_pass(wb, bio);
		return;
	}
	if (!wb_io_sync(wb, WB_BACKING, REQ_OP_READ | REQ_SYNC, pb->range.begin, data, nr_bytes)) {
		wb_copy_to_bio(bio, pb->iter, data, nr_bytes);
		stage_blocks(wb, &pb->range, data);
	}
	wb_range_remove(wb, &pb->range);
	kvfree(data);
	wb_endio(wb, bio, BLK_STS_OK);
}
