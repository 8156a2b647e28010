// SPDX-License-Identifier: GPL-2.0-only
/*
 * The writeback daemon: the oldest segments go to the HDD, a batch at a time.
 *
 * From: flush.c; batches consist of segments that are durable on the SSD.
 * To:   the HDD, sorted, in large pieces; superblock.c; rambuf.c waits for room.
 *
 * A batch, and what is true after each step:
 *   1 collect   each sector is there once, in its newest version of the batch
 *   2 copy      all of it is on the HDD, volatile
 *   3 flush     and durable
 *   4 record    no recovery replays these segments any more
 *   5 release   their blocks are clean, their slots may be reused
 *
 * I5: one batch at a time, no sector twice in it.
 */
#include <linux/kthread.h>
#include <linux/minmax.h>
#include <linux/slab.h>
#include <linux/sort.h>
#include <linux/vmalloc.h>

#include "writeboost.h"

#define MAX_SEGMENTS 32 /* the largest nr_max_batched_writeback */
#define MAX_CHUNK 256 /* blocks in memory at a time: 1 MiB, the largest I/O */

struct item {
	wb_block_t block;
	u64 id; /* of the segment: the newer wins */
	struct wb_metablock *mb;
	u8 bits; /* sectors to write */
};

struct wb_batch {
	u64 first_id, last_id;
	unsigned int nr_items;
	unsigned int chunk_blocks;
	void *data; /* chunk_blocks of 4 KiB */
	struct item items[];
};

/* What will be one I/O to the HDD. */
struct run {
	sector_t sector;
	void *data;
	unsigned int nr_bytes;
};

/**
 * wb_writeback_init - allocate the batch
 * @wb: the device; the geometry is set
 *
 * Here and not when it is needed: the daemon may not wait for memory that only
 * its own progress can free (F5.23).
 *
 * Return: 0 or -ENOMEM; wb_writeback_exit() is right in both cases.
 */
int wb_writeback_init(struct wb_device *wb)
{
	unsigned int nr = min_t(u64, wb->nr_segments, MAX_SEGMENTS) * wb->nr_blocks;

	wb->batch = kvzalloc(struct_size(wb->batch, items, nr), GFP_KERNEL);
	if (!wb->batch)
		return -ENOMEM;
	wb->batch->chunk_blocks = min_t(unsigned int, nr, MAX_CHUNK);
	wb->batch->data = vmalloc(wb->batch->chunk_blocks * WB_BLOCK_BYTES);
	return wb->batch->data ? 0 : -ENOMEM;
}

/**
 * wb_writeback_exit - undo wb_writeback_init(), also when it failed or never ran
 * @wb: the device
 */
void wb_writeback_exit(struct wb_device *wb)
{
	if (wb->batch)
		vfree(wb->batch->data);
	kvfree(wb->batch);
	wb->batch = NULL;
}

/*
 * Which sectors of @mb must reach the HDD? Crash story: version 1 is in segment 3,
 * flushed, acked. Version 2 is in segment 9, still in RAM. Segments 1 ... 4 are
 * written back without version 1, because it is superseded; slot 3 is reused; power
 * fails: both are gone. So an old version is left out only if the newer is durable.
 */
static u8 __bits_to_write(struct wb_device *wb, struct wb_metablock *mb)
{
	struct wb_metablock *newest;

	if (!mb->is_dirty)
		return 0;
	newest = __wb_index_lookup(wb, mb->block);
	if (!newest || newest == mb || wb->segments[newest->slot].id > wb->durable_id)
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
		struct item *item = &batch->items[batch->nr_items];

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

/* By address; the newest version of a block first. */
static int compare_items(const void *a, const void *b)
{
	const struct item *x = a, *y = b;
	u64 bx = (__force u64)x->block, by = (__force u64)y->block;

	if (bx != by)
		return bx < by ? -1 : 1;
	if (x->id != y->id)
		return x->id > y->id ? -1 : 1;
	return 0;
}

/* Of each sector only the newest version stays. */
static void drop_overwritten(struct wb_batch *batch)
{
	unsigned int i, nr = 0;
	u8 seen = 0;

	for (i = 0; i < batch->nr_items; i++) {
		struct item item = batch->items[i];
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

static void collect(struct wb_device *wb, struct wb_batch *batch)
{
	u64 id;

	batch->nr_items = 0;
	for (id = batch->first_id; id <= batch->last_id; id++)
		collect_segment(wb, batch, id);
	sort(batch->items, batch->nr_items, sizeof(batch->items[0]), compare_items, NULL);
	drop_overwritten(batch);
}

/* Reads blocks @begin ... @end - 1 of the batch, neighbours on the SSD in one piece. */
static int read_chunk(struct wb_device *wb, unsigned int begin, unsigned int end)
{
	struct wb_batch *batch = wb->batch;
	struct wb_io_group group;
	unsigned int i, nr;

	wb_io_begin(&group, wb);
	for (i = begin; i < end; i += nr) {
		struct wb_metablock *mb = batch->items[i].mb;

		for (nr = 1; i + nr < end; nr++) {
			struct wb_metablock *next = batch->items[i + nr].mb;

			if (next->slot != mb->slot || next->idx != mb->idx + nr)
				break;
		}
		wb_io_submit(&group, WB_CACHE, REQ_OP_READ, wb_metablock_sector(wb, mb),
			     batch->data + (i - begin) * WB_BLOCK_BYTES, nr * WB_BLOCK_BYTES);
	}
	return wb_io_wait(&group);
}

static void write_run(struct wb_io_group *group, struct run *run)
{
	if (run->nr_bytes)
		wb_io_submit(group, WB_BACKING, REQ_OP_WRITE, run->sector, run->data,
			     run->nr_bytes);
	run->nr_bytes = 0;
}

/* Adds one sector to the run, or writes the run and starts another. */
static void extend_run(struct wb_io_group *group, struct run *run, sector_t sector, void *data)
{
	if (run->sector + run->nr_bytes / WB_SECTOR_BYTES != sector ||
	    run->data + run->nr_bytes != data)
		write_run(group, run);
	if (!run->nr_bytes) {
		run->sector = sector;
		run->data = data;
	}
	run->nr_bytes += WB_SECTOR_BYTES;
}

static int write_chunk(struct wb_device *wb, unsigned int begin, unsigned int end)
{
	struct wb_io_group group;
	struct run run = {};
	unsigned int i, s;

	wb_io_begin(&group, wb);
	for (i = begin; i < end; i++) {
		struct item *item = &wb->batch->items[i];
		void *data = wb->batch->data + (i - begin) * WB_BLOCK_BYTES;

		for (s = 0; s < WB_BLOCK_SECTORS; s++)
			if (item->bits & BIT(s))
				extend_run(&group, &run, wb_block_sector(item->block) + s,
					   data + s * WB_SECTOR_BYTES);
	}
	write_run(&group, &run);
	return wb_io_wait(&group);
}

/* A suspend need not wait for a long batch: the rest is written another time. */
static int copy(struct wb_device *wb)
{
	struct wb_batch *batch = wb->batch;
	unsigned int begin, end;
	int r = 0;

	for (begin = 0; !r && begin < batch->nr_items; begin = end) {
		if (kthread_should_park())
			return -EINTR;
		end = min(begin + batch->chunk_blocks, batch->nr_items);
		r = read_chunk(wb, begin, end);
		if (!r)
			r = write_chunk(wb, begin, end);
	}
	return r;
}

static void release_segment(struct wb_device *wb, u64 id)
{
	u32 slot = wb_segment_slot(wb, id);
	unsigned int i;

	spin_lock(&wb->index_lock);
	for (i = 0; i < wb->segments[slot].length; i++)
		__wb_index_set_clean(wb, wb_segment_metablock(wb, slot, i));
	spin_unlock(&wb->index_lock);
}

static void release(struct wb_device *wb, struct wb_batch *batch)
{
	u64 id;

	for (id = batch->first_id; id <= batch->last_id; id++)
		release_segment(wb, id);

	spin_lock(&wb->index_lock);
	wb->last_writeback_id = batch->last_id;
	wb->record_id = batch->last_id;
	__wb_check_ids(wb);
	spin_unlock(&wb->index_lock);
	wake_up(&wb->room_wait);
	wake_up(&wb->progress_wait);
}

static void plan(struct wb_device *wb, struct wb_batch *batch)
{
	unsigned int nr_max = wb_param(wb, WB_NR_MAX_BATCHED_WRITEBACK);

	spin_lock(&wb->index_lock);
	batch->first_id = wb->last_writeback_id + 1;
	batch->last_id = min(wb->last_writeback_id + nr_max, wb->last_written_id);
	spin_unlock(&wb->index_lock);
}

static void write_back_batch(struct wb_device *wb)
{
	struct wb_batch *batch = wb->batch;

	plan(wb, batch);
	if (wb_flush_cache(wb))
		return;
	collect(wb, batch);
	if (copy(wb))
		return;
	if (batch->nr_items && wb_flush_backing(wb, true))
		return;
	if (wb_record_write(wb, batch->last_id))
		return;
	release(wb, batch);
}

/* The log is nearly full, or a batch has been asked for. */
static bool __is_urgent(struct wb_device *wb)
{
	u64 nr_used = wb->next_id - 1 - wb->last_writeback_id;
	u32 reserve = min_t(u32, wb->nr_segments / 8, wb_param(wb, WB_NR_MAX_BATCHED_WRITEBACK));

	return nr_used + reserve >= wb->nr_segments || wb->drop_id > wb->last_writeback_id;
}

static bool must_write_back(struct wb_device *wb)
{
	bool must;

	spin_lock(&wb->index_lock);
	must = wb->last_writeback_id < wb->last_written_id &&
	       (__is_urgent(wb) || wb_modulator_allows(wb));
	spin_unlock(&wb->index_lock);
	return must && wb_is_live(wb);
}

static long sample_timeout(struct wb_device *wb)
{
	return wb_param(wb, WB_WRITEBACK_THRESHOLD) ? HZ : MAX_SCHEDULE_TIMEOUT;
}

/**
 * wb_writeback_daemon - the daemon's body
 * @data: the device
 *
 * Return: 0.
 */
int wb_writeback_daemon(void *data)
{
	struct wb_device *wb = data;

	while (!kthread_should_stop()) {
		long timeout = sample_timeout(wb);

		if (kthread_should_park())
			kthread_parkme();
		/* A message that sets the threshold shortens the sleep. */
		wait_event_idle_timeout(wb->writeback_wait,
					must_write_back(wb) || kthread_should_park() ||
						kthread_should_stop() ||
						sample_timeout(wb) < timeout,
					timeout);
		wb_modulator_sample(wb);
		if (!kthread_should_park() && !kthread_should_stop() && must_write_back(wb))
			write_back_batch(wb);
	}
	return 0;
}
