// SPDX-License-Identifier: GPL-2.0-only
/*
 * Whole I/Os on a device, synchronous: flush, discard, zeroes (F5.13-F5.15).
 *
 * To: submit.c. None may be called inside map: each checks for that (F1.7).
 */
#include <linux/bio.h>
#include <linux/blkdev.h>
#include <linux/export.h>
#include <linux/gfp.h>
#include <linux/mm.h>

#include "blk.h"

/* 0 at once if there is no volatile cache: no bio, no wait. */
int blkdev_issue_flush(struct block_device *bdev)
{
	struct bio bio;
	int ret;

	bio_init(&bio, bdev, NULL, 0, REQ_OP_WRITE | REQ_PREFLUSH);
	ret = submit_bio_wait(&bio);
	bio_uninit(&bio);
	return ret;
}
EXPORT_SYMBOL(blkdev_issue_flush);

static bool is_block_aligned(struct block_device *bdev, sector_t sector, sector_t nr_sects)
{
	sector_t mask = (bdev_logical_block_size(bdev) >> SECTOR_SHIFT) - 1;

	return !((sector | nr_sects) & mask);
}

/* A chain of bios without data; the last is in *@biop, not yet submitted. */
static void chain_ranges(struct block_device *bdev, blk_opf_t opf, sector_t sector,
			 sector_t nr_sects, sector_t max_sects, gfp_t gfp, struct bio **biop)
{
	struct bio *bio = *biop;

	while (nr_sects) {
		sector_t n = min(nr_sects, max_sects);

		bio = blk_next_bio(bio, bdev, 0, opf, gfp);
		bio->bi_iter.bi_sector = sector;
		bio->bi_iter.bi_size = n << SECTOR_SHIFT;
		sector += n;
		nr_sects -= n;
		cond_resched();
	}
	*biop = bio;
}

int __blkdev_issue_discard(struct block_device *bdev, sector_t sector, sector_t nr_sects,
			   gfp_t gfp_mask, struct bio **biop)
{
	sector_t max_sects = UINT_MAX >> SECTOR_SHIFT;

	if (bdev_read_only(bdev))
		return -EPERM;
	if (!bdev_max_discard_sectors(bdev))
		return -EOPNOTSUPP;
	if (!nr_sects || !is_block_aligned(bdev, sector, nr_sects))
		return -EINVAL;
	max_sects -= max_sects % (bdev_logical_block_size(bdev) >> SECTOR_SHIFT);
	chain_ranges(bdev, REQ_OP_DISCARD, sector, nr_sects, max_sects, gfp_mask, biop);
	return 0;
}
EXPORT_SYMBOL(__blkdev_issue_discard);

/* A device that says NOTSUPP at run time: 0 (F5.14). */
int blkdev_issue_discard(struct block_device *bdev, sector_t sector, sector_t nr_sects,
			 gfp_t gfp_mask)
{
	struct bio *bio = NULL;
	int ret = __blkdev_issue_discard(bdev, sector, nr_sects, gfp_mask, &bio);

	if (ret || !bio)
		return ret;
	ret = submit_bio_wait(bio);
	bio_put(bio);
	return ret == -EOPNOTSUPP ? 0 : ret;
}
EXPORT_SYMBOL(blkdev_issue_discard);

static int write_zero_pages(struct block_device *bdev, sector_t sector, sector_t nr_sects,
			    gfp_t gfp)
{
	struct bio *bio = NULL;
	int ret;

	while (nr_sects) {
		unsigned int nr_pages = min_t(sector_t, (nr_sects + 7) / 8, BIO_MAX_VECS);

		bio = blk_next_bio(bio, bdev, nr_pages, REQ_OP_WRITE, gfp);
		bio->bi_iter.bi_sector = sector;
		while (nr_pages-- && nr_sects) {
			unsigned int n = min_t(sector_t, nr_sects, PAGE_SIZE >> SECTOR_SHIFT);

			if (!bio_add_page(bio, ZERO_PAGE(0), n << SECTOR_SHIFT, 0))
				break;
			sector += n;
			nr_sects -= n;
		}
		cond_resched();
	}
	ret = submit_bio_wait(bio);
	bio_put(bio);
	return ret;
}

static int write_zeroes_op(struct block_device *bdev, sector_t sector, sector_t nr_sects, gfp_t gfp,
			   unsigned int flags)
{
	blk_opf_t opf = REQ_OP_WRITE_ZEROES;
	struct bio *bio = NULL;
	int ret;

	if (flags & BLKDEV_ZERO_NOUNMAP)
		opf |= REQ_NOUNMAP;
	chain_ranges(bdev, opf, sector, nr_sects, bdev_write_zeroes_sectors(bdev), gfp, &bio);
	ret = submit_bio_wait(bio);
	bio_put(bio);
	return ret;
}

int blkdev_issue_zeroout(struct block_device *bdev, sector_t sector, sector_t nr_sects,
			 gfp_t gfp_mask, unsigned int flags)
{
	int ret = -EOPNOTSUPP;

	if (bdev_read_only(bdev))
		return -EPERM;
	if (!is_block_aligned(bdev, sector, nr_sects))
		return -EINVAL;
	if (!nr_sects)
		return 0;
	if (bdev_write_zeroes_sectors(bdev))
		ret = write_zeroes_op(bdev, sector, nr_sects, gfp_mask, flags);
	if (ret && !(flags & BLKDEV_ZERO_NOFALLBACK))
		ret = write_zero_pages(bdev, sector, nr_sects, gfp_mask);
	return ret;
}
EXPORT_SYMBOL(blkdev_issue_zeroout);
