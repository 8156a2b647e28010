// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a bio costs: many small reads, a batch at a time, from one task.
 *
 * From: benchmarks (user.h). To: submit.c.
 */
#include <linux/bio.h>
#include <linux/completion.h>
#include <linux/mm.h>

#include "blk.h"
#include "dm-core.h"

#define BATCH 32

struct batch {
	u32 nr_left;
	struct completion done;
};

static void read_done(struct bio *bio)
{
	struct batch *batch = bio->bi_private;

	bio_put(bio);
	if (--batch->nr_left == 0)
		complete(&batch->done);
}

static void read_batch(struct block_device *bdev, struct page *page, struct batch *batch)
{
	u32 i;

	batch->nr_left = BATCH;
	reinit_completion(&batch->done);
	for (i = 0; i < BATCH; i++) {
		struct bio *bio = bio_alloc(bdev, 1, REQ_OP_READ, GFP_NOIO);

		__bio_add_page(bio, page, SECTOR_SIZE, 0);
		bio->bi_iter.bi_sector = i;
		bio->bi_private = batch;
		bio->bi_end_io = read_done;
		submit_bio(bio);
	}
	wait_for_completion_io(&batch->done);
}

int user_bench_bios(const char *dev, u32 nr)
{
	struct block_device *bdev = blkdev_find(dev);
	int r = bdev ? dm_open(bdev) : -ENODEV;
	struct batch batch;
	struct page *page;
	u32 i;

	if (r)
		return r;
	page = alloc_page(GFP_KERNEL | __GFP_NOFAIL);
	init_completion(&batch.done);
	for (i = 0; i < nr; i += BATCH)
		read_batch(bdev, page, &batch);
	__free_page(page);
	dm_close(bdev);
	return 0;
}
