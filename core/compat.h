/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The only place that knows kernel versions. Compiled with 6.1 and 6.12, run in 6.1;
 * older ones lack bio_alloc_bioset() with five arguments and bdev_nr_sectors().
 */
#ifndef WB_COMPAT_H
#define WB_COMPAT_H

#include <linux/version.h>
#include <linux/blkdev.h>
#include <linux/minmax.h>

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

#endif
