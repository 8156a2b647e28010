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

/* What will be one I/O to the HDD. */
struct run {
	sector_t sector;
	void *data;
	unsigned int nr_bytes;
};

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
	struct wb_batch *batch = wb->batch;
	unsigned int i, nr;

	chunk->begin = begin;
	chunk->end = min(begin + batch->chunk_blocks, batch->nr_items);
	if (kthread_should_park())
		chunk->end = begin;

	wb_io_begin(&chunk->reads, wb);
	for (i = begin; i < chunk->end; i += nr) {
		struct wb_metablock *mb = batch->items[i].mb;

		for (nr = 1; i + nr < chunk->end; nr++) {
			struct wb_metablock *next = batch->items[i + nr].mb;

			if (next->slot != mb->slot || next->idx != mb->idx + nr)
				break;
		}
		wb_io_submit(&chunk->reads, WB_CACHE, REQ_OP_READ, wb_metablock_sector(wb, mb),
			     chunk->data + (i - begin) * WB_BLOCK_BYTES, nr * WB_BLOCK_BYTES);
	}
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

static void chunk_write(struct wb_device *wb, struct wb_chunk *chunk)
{
	struct run run = {};
	unsigned int i, s;

	wb_io_begin(&chunk->writes, wb);
	for (i = chunk->begin; i < chunk->end; i++) {
		struct wb_item *item = &wb->batch->items[i];
		void *data = chunk->data + (i - chunk->begin) * WB_BLOCK_BYTES;

		for (s = 0; s < WB_BLOCK_SECTORS; s++)
			if (item->bits & BIT(s))
				extend_run(&chunk->writes, &run, wb_block_sector(item->block) + s,
					   data + s * WB_SECTOR_BYTES);
	}
	write_run(&chunk->writes, &run);
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
