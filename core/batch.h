/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A batch of writeback: the oldest segments, and what of them must reach the HDD.
 * The writeback daemon alone knows it, so it has no lock.
 */
#ifndef WB_BATCH_H
#define WB_BATCH_H

#include "writeboost.h"

#define WB_BATCH_SEGMENTS 32 /* the largest nr_max_batched_writeback */
#define WB_CHUNK_BLOCKS 256 /* 1 MiB, the largest I/O */

struct wb_item {
	wb_block_t block;
	u64 id; /* of the segment: the newer wins */
	struct wb_metablock *mb;
	u8 bits; /* sectors to write */
};

/* Items [begin, end) on their way from the SSD to the HDD. */
struct wb_chunk {
	struct wb_io_group reads, writes;
	unsigned int begin, end;
	void *data; /* 4 KiB for each */
};

struct wb_batch {
	u64 first_id, last_id;
	unsigned int nr_items;
	unsigned int chunk_blocks; /* the largest chunk */
	struct wb_chunk chunks[2];
	struct wb_item items[];
};

/* collect.c */
void wb_batch_collect(struct wb_device *wb, unsigned int nr_max);
void wb_batch_sort(struct wb_batch *batch);

/* copy.c */
void wb_chunk_read(struct wb_device *wb, struct wb_chunk *chunk, unsigned int begin);
int wb_batch_copy(struct wb_device *wb);

/* compact.c */
void wb_batch_compact(struct wb_device *wb);

#endif
