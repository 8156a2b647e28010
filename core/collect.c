// SPDX-License-Identifier: GPL-2.0-only
/*
 * What of a batch of segments must reach the HDD?
 *
 * From: writeback.c, when the segments are durable on the SSD.
 * To:   copy.c, as items sorted by address; compact.c, as they lie in the log.
 *
 * I5: no sector is there twice. I3: what is left out is on the HDD, or a newer
 * version of it is durable in the log, behind the batch.
 */
#include <linux/sort.h>

#include "batch.h"

/*
 * Which sectors of @mb must reach the HDD? Crash story: version 1 is in segment 3,
 * flushed, acked. Version 2 is in segment 9, still in RAM. Segments 1 ... 4 are
 * written back without version 1, because it is superseded; slot 3 is reused; power
 * fails: both are gone. So an old version is left out only if the newer is durable.
 * There is a newest: only clean copies are evicted or forgotten, and a newer copy becomes
 * clean after the older ones.
 */
static u8 __bits_to_write(struct wb_device *wb, struct wb_metablock *mb)
{
	struct wb_metablock *newest;

	if (!mb->is_dirty)
		return 0;
	newest = __wb_index_lookup(wb, mb->block);
	if (newest == mb || wb->segments[newest->slot].id > wb->durable_id)
		return mb->valid;
	return mb->valid & ~newest->valid;
}

static void collect_segment(struct wb_device *wb, struct wb_batch *batch, u64 id)
{
	u32 slot = wb_segment_slot(wb, id);
	unsigned int i;

	spin_lock(&wb->index_lock);
	wb_assert(wb->segments[slot].id == id, "I3");
	for (i = 0; i < wb->segments[slot].length; i++) {
		struct wb_metablock *mb = wb_segment_metablock(wb, slot, i);
		u8 bits = __bits_to_write(wb, mb);
		struct wb_item *item = &batch->items[batch->nr_items];

		if (!bits)
			continue;
		item->block = mb->block;
		item->id = id;
		item->mb = mb;
		item->bits = bits;
		batch->nr_items++;
	}
	spin_unlock(&wb->index_lock);
}

/* By address; the newest version of a block first. No segment has a block twice (I1). */
static int compare_items(const void *a, const void *b)
{
	const struct wb_item *x = a, *y = b;
	u64 bx = (__force u64)x->block, by = (__force u64)y->block;

	if (bx != by)
		return bx < by ? -1 : 1;
	return x->id > y->id ? -1 : 1;
}

/* Of each sector only the newest version stays. */
static void drop_overwritten(struct wb_batch *batch)
{
	unsigned int i, nr = 0;
	u8 seen = 0;

	for (i = 0; i < batch->nr_items; i++) {
		struct wb_item item = batch->items[i];
		u8 bits = item.bits;

		if (i && item.block != batch->items[i - 1].block)
			seen = 0;
		item.bits &= ~seen;
		seen |= bits;
		if (item.bits)
			batch->items[nr++] = item;
	}
	batch->nr_items = nr;
}

/**
 * wb_batch_collect - find out what of the batch's segments must reach the HDD
 * @wb: the device; the segments are durable on the SSD
 * @nr_max: the batch ends before the segment that would make it more items
 *
 * On return the items are in the order of the log.
 */
void wb_batch_collect(struct wb_device *wb, unsigned int nr_max)
{
	struct wb_batch *batch = wb->batch;
	u64 id;

	batch->nr_items = 0;
	for (id = batch->first_id; id <= batch->last_id; id++) {
		unsigned int nr_before = batch->nr_items;

		collect_segment(wb, batch, id);
		if (batch->nr_items > nr_max) {
			batch->nr_items = nr_before;
			batch->last_id = id - 1;
		}
	}
}

/**
 * wb_batch_sort - put what was collected into the order of the HDD
 * @batch: the batch
 *
 * On return the items are sorted by address, each sector is there at most once.
 */
void wb_batch_sort(struct wb_batch *batch)
{
	sort(batch->items, batch->nr_items, sizeof(batch->items[0]), compare_items, NULL);
	drop_overwritten(batch);
}
