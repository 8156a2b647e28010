// SPDX-License-Identifier: GPL-2.0-only
/*
 * Compaction: the few dirty blocks of sparse old segments move to the end of the log.
 *
 * From: writeback.c, when the log is nearly full and a batch is sparse.
 * To:   append.c, like any write; writeback.c collects again and finds little left.
 *
 * An fsync after each write leaves one block in each segment: a log of 1 GiB is full
 * after 2 000 of them, and then the HDD's seeks set the pace. Moving 32 blocks frees
 * 32 segments at the price of one.
 *
 * I3: the record may pass a segment when each dirty block of it is durable on the HDD,
 * or a newer copy is durable behind: for recovery begins behind the record, and finds
 * the copy. So the copies are made durable first, and what collecting again leaves out,
 * it leaves out because they are. Power fails before the record moves: old copy and
 * new are replayed in order, and are equal. I4: the slots are not free before that.
 *
 * It ends, and costs little: what moves frees at least four times the room that it
 * takes, and a block moves MAX_MOVES times, then it is written back. While it goes on,
 * users leave it the room that it needs; if there is none nevertheless, or if
 * drop_caches waits, less moves, and writeback deals with the rest.
 */
#include <linux/minmax.h>

#include "batch.h"

#define MIN_RING 16 /* segments; smaller ones are full too soon */
#define MIN_SEGMENTS 4
#define MIN_SPARSENESS 4
#define MAX_MOVES 15

static bool is_sparse(struct wb_device *wb, struct wb_batch *batch)
{
	u64 nr_segments = batch->last_id + 1 - batch->first_id;

	return batch->nr_items && nr_segments >= MIN_SEGMENTS &&
	       (u64)batch->nr_items * MIN_SPARSENESS <= nr_segments * wb->nr_blocks;
}

/* Keeps @nr_wanted slots free for us from now on; returns how many there are. */
static u64 reserve(struct wb_device *wb, u64 nr_wanted)
{
	u64 nr_free;

	spin_lock(&wb->index_lock);
	nr_free = wb->record_id + wb->nr_segments - (wb->next_id - 1);
	wb->nr_spare = nr_wanted;
	spin_unlock(&wb->index_lock);
	wake_up(&wb->room_wait);
	return nr_free;
}

/* Returns false if there is no room for more. */
static bool move_chunk(struct wb_device *wb, struct wb_chunk *chunk)
{
	unsigned int i;

	for (i = chunk->begin; i < chunk->end; i++) {
		struct wb_metablock *mb = wb->batch->items[i].mb;
		void *data = chunk->data + (i - chunk->begin) * WB_BLOCK_BYTES;

		if (mb->nr_moves < MAX_MOVES && !wb_append_again(wb, mb, data))
			return false;
	}
	return true;
}

/**
 * wb_batch_compact - move what is dirty in sparse segments to the end of the log
 * @wb: the device; the batch is planned, and durable on the SSD
 *
 * If it is worthwhile, the batch becomes shorter, and what has moved is durable on
 * return, unless the device is not live any more. The batch must be collected anew.
 */
void wb_batch_compact(struct wb_device *wb)
{
	struct wb_batch *batch = wb->batch;
	struct wb_chunk *chunk = &batch->chunks[0];
	u64 last_id = batch->last_id, nr_free;

	if (wb->nr_segments < MIN_RING)
		return;
	/* All, until we know how many we need. */
	nr_free = reserve(wb, wb->nr_segments);
	wb_batch_collect(wb, min_t(u64, nr_free, WB_BATCH_SEGMENTS) * wb->nr_blocks);
	if (!is_sparse(wb, batch)) {
		batch->last_id = last_id;
		reserve(wb, 0);
		return;
	}
	reserve(wb, batch->nr_items / wb->nr_blocks + 2);
	/* Not sorted: what moved together before is read in one piece. */
	wb_chunk_read(wb, chunk, 0);
	while (!wb_io_wait(&chunk->reads) && chunk->begin < chunk->end && move_chunk(wb, chunk))
		wb_chunk_read(wb, chunk, chunk->end);
	reserve(wb, 0);
	wb_persist_log(wb);
}
