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
 * It ends, and costs little: only a batch that is at most a quarter full is moved, so
 * most of what it frees is gained, and a block moves MAX_MOVES times, then it is
 * written back. Without a free segment, or if drop_caches waits, nothing moves.
 */
#include "batch.h"

#define MIN_SEGMENTS 4
#define MIN_SPARSENESS 4
#define MAX_MOVES 15

static bool is_sparse(struct wb_device *wb, struct wb_batch *batch)
{
	u64 nr_segments = batch->last_id + 1 - batch->first_id;

	return nr_segments >= MIN_SEGMENTS &&
	       (u64)batch->nr_items * MIN_SPARSENESS <= nr_segments * wb->nr_blocks;
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
 * wb_batch_compact - move what is dirty in a sparse batch to the end of the log
 * @wb: the device; the batch is collected
 *
 * What has moved is durable on return, unless the device is not live any more.
 *
 * Return: true if the batch must be collected again.
 */
bool wb_batch_compact(struct wb_device *wb)
{
	struct wb_batch *batch = wb->batch;
	struct wb_chunk *chunk = &batch->chunks[0];

	if (!batch->nr_items || !is_sparse(wb, batch))
		return false;
	wb_chunk_read(wb, chunk, 0);
	while (!wb_io_wait(&chunk->reads) && chunk->begin < chunk->end && move_chunk(wb, chunk))
		wb_chunk_read(wb, chunk, chunk->end);
	wb_persist_log(wb);
	return true;
}
