// SPDX-License-Identifier: GPL-2.0-only
/*
 * The writeback daemon: the oldest segments go to the HDD, a batch at a time.
 *
 * From: flush.c; batches consist of segments that are durable on the SSD.
 * To:   the HDD, sorted, in large pieces; superblock.c; rambuf.c waits for room.
 *
 * A batch, and what is true after each step:
 *   1 collect   each sector is there once, in its newest version of the batch; if that
 *               is little and room is short, it moves to the end of the log instead
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
#include <linux/vmalloc.h>

#include "batch.h"

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
	unsigned int nr = min_t(u64, wb->nr_segments, WB_BATCH_SEGMENTS) * wb->nr_blocks;
	int i;

	wb->batch = kvzalloc(struct_size(wb->batch, items, nr), GFP_KERNEL);
	if (!wb->batch)
		return -ENOMEM;
	wb->batch->chunk_blocks = min_t(unsigned int, nr, WB_CHUNK_BLOCKS);
	for (i = 0; i < 2; i++) {
		wb->batch->chunks[i].data = vmalloc(wb->batch->chunk_blocks * WB_BLOCK_BYTES);
		if (!wb->batch->chunks[i].data)
			return -ENOMEM;
	}
	return 0;
}

/**
 * wb_writeback_exit - undo wb_writeback_init(), also when it failed or never ran
 * @wb: the device
 */
void wb_writeback_exit(struct wb_device *wb)
{
	int i;

	for (i = 0; wb->batch && i < 2; i++)
		vfree(wb->batch->chunks[i].data);
	kvfree(wb->batch);
	wb->batch = NULL;
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

static bool __is_nearly_full(struct wb_device *wb)
{
	u64 nr_used = wb->next_id - 1 - wb->last_writeback_id;
	u32 reserve = min_t(u32, wb->nr_segments / 8, wb_param(wb, WB_NR_MAX_BATCHED_WRITEBACK));

	return nr_used + reserve >= wb->nr_segments;
}

/* Returns whether room is short. */
static bool plan(struct wb_device *wb, struct wb_batch *batch)
{
	unsigned int nr_max = wb_param(wb, WB_NR_MAX_BATCHED_WRITEBACK);
	bool is_urgent;

	spin_lock(&wb->index_lock);
	batch->first_id = wb->last_writeback_id + 1;
	batch->last_id = min(wb->last_writeback_id + nr_max, wb->last_written_id);
	is_urgent = __is_nearly_full(wb);
	spin_unlock(&wb->index_lock);
	return is_urgent;
}

/* drop_caches waits for a batch, there is no room without, or the HDD is idle. */
static bool __is_wanted(struct wb_device *wb)
{
	return wb->drop_id > wb->last_writeback_id || __is_nearly_full(wb) ||
	       wb_modulator_allows(wb);
}

static void write_back_batch(struct wb_device *wb)
{
	struct wb_batch *batch = wb->batch;
	bool is_urgent = plan(wb, batch);

	if (wb_flush_cache(wb))
		return;
	if (is_urgent)
		wb_batch_compact(wb);
	wb_batch_collect(wb, UINT_MAX);
	wb_batch_sort(batch);
	if (wb_batch_copy(wb))
		return;
	if (batch->nr_items && wb_flush_backing(wb, true))
		return;
	if (wb_record_write(wb, batch->last_id))
		return;
	release(wb, batch);
}

static bool must_write_back(struct wb_device *wb)
{
	bool must;

	spin_lock(&wb->index_lock);
	must = wb->last_writeback_id < wb->last_written_id && __is_wanted(wb);
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
