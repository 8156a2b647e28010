/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The only place that knows kernel versions (5.10 ... 6.12). Everything here has
 * the newest calling convention and turns it into that of the kernel at hand.
 */
#ifndef WB_COMPAT_H
#define WB_COMPAT_H

#include <linux/version.h>
#include <linux/bio.h>
#include <linux/blkdev.h>
#include <linux/highmem.h>
#include <linux/minmax.h>

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 0, 0)
typedef unsigned int blk_opf_t;
#endif

static inline struct bio *wb_bio_alloc(struct block_device *bdev, unsigned short nr_vecs,
				       blk_opf_t opf, struct bio_set *bios)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 18, 0)
	return bio_alloc_bioset(bdev, nr_vecs, opf, GFP_NOIO, bios);
#else
	struct bio *bio = bio_alloc_bioset(GFP_NOIO, nr_vecs, bios);

	bio_set_dev(bio, bdev);
	bio->bi_opf = opf;
	return bio;
#endif
}

static inline sector_t wb_bdev_nr_sectors(struct block_device *bdev)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 11, 0)
	return bdev_nr_sectors(bdev);
#else
	return i_size_read(bdev->bd_inode) >> SECTOR_SHIFT;
#endif
}

static inline void wb_limit_discards(struct queue_limits *limits, struct block_device *bdev,
				     unsigned int nr_max)
{
	const struct queue_limits *lower = &bdev_get_queue(bdev)->limits;

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 10, 0)
	limits->max_hw_discard_sectors = min(lower->max_discard_sectors, nr_max);
#else
	limits->max_discard_sectors = min(lower->max_discard_sectors, nr_max);
#endif
	limits->discard_granularity = lower->discard_granularity;
}

#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 15, 0)
static inline void memcpy_from_bvec(char *to, struct bio_vec *bvec)
{
	char *from = kmap_atomic(bvec->bv_page);

	memcpy(to, from + bvec->bv_offset, bvec->bv_len);
	kunmap_atomic(from);
}

static inline void memcpy_to_bvec(struct bio_vec *bvec, const char *from)
{
	char *to = kmap_atomic(bvec->bv_page);

	memcpy(to + bvec->bv_offset, from, bvec->bv_len);
	flush_dcache_page(bvec->bv_page);
	kunmap_atomic(to);
}
#endif

#endif
