// SPDX-License-Identifier: GPL-2.0-only
/*
 * A batch goes from the SSD to the HDD, in chunks: one is read while another is written.
 *
 * From: writeback.c with a collected batch; compact.c, which only reads.
 * To:   the HDD, volatile: the flush is writeback.c's.
 *
 *   chunk 0   read | write       | read | write ...
 *   chunk 1          read | write       | read  ...
 *
 * A chunk's writes are in the HDD's queue before it has ended the other's.
 */
#include <linux/kthread.h>
#include <linux/minmax.h>

#include "batch.h"

/**
 * wb_chunk_read - begin to read the next items of the batch
 * @wb: the device
 * @chunk: where to; its I/O has ended. chunk->reads is to be waited for
 * @begin: the first item
 *
 * Neighbours on the SSD are read in one piece. The chunk is empty if nothing is left,
 * or if the daemon is to park: a suspend need not wait for a long batch.
 */
void wb_chunk_read(struct wb_device *wb, struct wb_chunk *chunk, unsigned int begin)
{
	struct wb_run run = { .group = &chunk->reads, .disk = WB_CACHE, .opf = REQ_OP_READ };
	struct wb_batch *batch = wb->batch;
	void *data = chunk->data;
	unsigned int i;

	chunk->begin = begin;
	chunk->end = min(begin + batch->chunk_blocks, batch->nr_items);
	if (kthread_should_park())
		chunk->end = begin;

	wb_io_begin(&chunk->reads, wb);
	for (i = begin; i < chunk->end; i++) {
		wb_run_add(&run, wb_metablock_sector(wb, batch->items[i].mb), data, WB_BLOCK_BYTES);
		data += WB_BLOCK_BYTES;
	}
	wb_run_end(&run);
}

static void chunk_write(struct wb_device *wb, struct wb_chunk *chunk)
{
	struct wb_run run = { .group = &chunk->writes, .disk = WB_BACKING, .opf = REQ_OP_WRITE };
	unsigned int i, s;

	wb_io_begin(&chunk->writes, wb);
	for (i = chunk->begin; i < chunk->end; i++) {
		struct wb_item *item = &wb->batch->items[i];
		void *data = chunk->data + (i - chunk->begin) * WB_BLOCK_BYTES;

		for (s = 0; s < WB_BLOCK_SECTORS; s++)
			if (item->bits & BIT(s))
				wb_run_add(&run, wb_block_sector(item->block) + s,
					   data + s * WB_SECTOR_BYTES, WB_SECTOR_BYTES);
	}
	wb_run_end(&run);
}

/**
 * wb_batch_copy - write the batch's items to the HDD
 * @wb: the device
 *
 * All I/O has ended on return, none of it is durable.
 *
 * Return: 0, -EINTR if the daemon is to park, or -EIO.
 */
int wb_batch_copy(struct wb_device *wb)
{
	struct wb_chunk *now = &wb->batch->chunks[0], *other = &wb->batch->chunks[1];

	wb_io_begin(&other->writes, wb);
	wb_chunk_read(wb, now, 0);
	while (!wb_io_wait(&now->reads) && now->begin < now->end) {
		chunk_write(wb, now);
		wb_io_wait(&other->writes);
		wb_chunk_read(wb, other, now->end);
		swap(now, other);
	}
	if (wb_io_wait(&other->writes))
		return -EIO;
	return now->end < wb->batch->nr_items ? -EINTR : 0;
}
