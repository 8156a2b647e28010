// SPDX-License-Identifier: GPL-2.0-only
/*
 * Queue limits: defaults, and the stacking of a lower device's on an upper one's.
 *
 * From: dm-limits.c, blkdev.c. Facts: F3.14-F3.18.
 */
#include <linux/blkdev.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/printk.h>

#include "blk.h"

void blk_set_default_limits(struct queue_limits *lim)
{
	*lim = (struct queue_limits){
		.max_segments = BLK_MAX_SEGMENTS,
		.max_discard_segments = 1,
		.seg_boundary_mask = BLK_SEG_BOUNDARY_MASK,
		.max_segment_size = BLK_MAX_SEGMENT_SIZE,
		.max_sectors = BLK_SAFE_MAX_SECTORS,
		.max_hw_sectors = BLK_SAFE_MAX_SECTORS,
		.logical_block_size = 512,
		.physical_block_size = 512,
		.io_min = 512,
		.dma_alignment = 511,
	};
}
EXPORT_SYMBOL(blk_set_default_limits);

/* Permissive: what a stack of nothing could do. */
void blk_set_stacking_limits(struct queue_limits *lim)
{
	blk_set_default_limits(lim);
	lim->max_segments = USHRT_MAX;
	lim->max_discard_segments = USHRT_MAX;
	lim->max_hw_sectors = UINT_MAX;
	lim->max_segment_size = UINT_MAX;
	lim->max_sectors = UINT_MAX;
	lim->max_dev_sectors = UINT_MAX;
	lim->max_write_zeroes_sectors = UINT_MAX;
}
EXPORT_SYMBOL(blk_set_stacking_limits);

/* io_min is never below the blocks (3.6). */
void blk_limits_io_min(struct queue_limits *limits, unsigned int min)
{
	limits->io_min = min;
	if (limits->io_min < limits->logical_block_size)
		limits->io_min = limits->logical_block_size;
	if (limits->io_min < limits->physical_block_size)
		limits->io_min = limits->physical_block_size;
}
EXPORT_SYMBOL(blk_limits_io_min);

void blk_limits_io_opt(struct queue_limits *limits, unsigned int opt)
{
	limits->io_opt = opt;
}
EXPORT_SYMBOL(blk_limits_io_opt);

void blk_queue_write_cache(struct request_queue *q, bool wc, bool fua)
{
	if (wc)
		blk_queue_flag_set(QUEUE_FLAG_WC, q);
	else
		blk_queue_flag_clear(QUEUE_FLAG_WC, q);
	if (fua)
		blk_queue_flag_set(QUEUE_FLAG_FUA, q);
	else
		blk_queue_flag_clear(QUEUE_FLAG_FUA, q);
}
EXPORT_SYMBOL(blk_queue_write_cache);

void blk_queue_max_discard_sectors(struct request_queue *q, unsigned int max_discard_sectors)
{
	q->limits.max_hw_discard_sectors = max_discard_sectors;
	q->limits.max_discard_sectors = max_discard_sectors;
}
EXPORT_SYMBOL(blk_queue_max_discard_sectors);

void blk_queue_max_write_zeroes_sectors(struct request_queue *q, unsigned int max_sectors)
{
	q->limits.max_write_zeroes_sectors = max_sectors;
}
EXPORT_SYMBOL(blk_queue_max_write_zeroes_sectors);

static unsigned int min_not_zero_u(unsigned int a, unsigned int b)
{
	if (!a || !b)
		return a ? a : b;
	return min(a, b);
}

static unsigned int lcm_not_zero_u(unsigned int a, unsigned int b)
{
	unsigned int x = a, y = b;

	if (!a || !b)
		return a ? a : b;
	while (y) {
		unsigned int rest = x % y;

		x = y;
		y = rest;
	}
	return a / x * b;
}

static void stack_sizes(struct queue_limits *t, const struct queue_limits *b)
{
	t->max_sectors = min_not_zero_u(t->max_sectors, b->max_sectors);
	t->max_hw_sectors = min_not_zero_u(t->max_hw_sectors, b->max_hw_sectors);
	t->max_dev_sectors = min_not_zero_u(t->max_dev_sectors, b->max_dev_sectors);
	t->max_write_zeroes_sectors = min(t->max_write_zeroes_sectors, b->max_write_zeroes_sectors);
	t->max_segments = min_not_zero_u(t->max_segments, b->max_segments);
	t->max_discard_segments = min_not_zero_u(t->max_discard_segments, b->max_discard_segments);
	t->max_segment_size = min_not_zero_u(t->max_segment_size, b->max_segment_size);
	t->seg_boundary_mask = min(t->seg_boundary_mask, b->seg_boundary_mask);
	t->virt_boundary_mask = max(t->virt_boundary_mask, b->virt_boundary_mask);
	t->dma_alignment = max(t->dma_alignment, b->dma_alignment);
	t->max_secure_erase_sectors =
		min_not_zero_u(t->max_secure_erase_sectors, b->max_secure_erase_sectors);
}

/* Where the next block boundary of @b lies, seen from sector @start of it, in bytes. */
static unsigned int alignment_of(const struct queue_limits *b, sector_t start)
{
	unsigned int granularity = max(b->physical_block_size, b->io_min);
	unsigned int into = (unsigned int)(start % (granularity >> SECTOR_SHIFT)) << SECTOR_SHIFT;

	return (granularity + b->alignment_offset - into) % granularity;
}

static int stack_blocks(struct queue_limits *t, const struct queue_limits *b, sector_t start)
{
	unsigned int alignment = alignment_of(b, start);
	int ret = 0;

	if (t->alignment_offset != alignment) {
		unsigned int top = max(t->physical_block_size, t->io_min) + t->alignment_offset;
		unsigned int bottom = max(b->physical_block_size, b->io_min) + alignment;

		if (max(top, bottom) % min(top, bottom)) {
			t->misaligned = 1;
			ret = -1;
		}
	}
	t->logical_block_size = max(t->logical_block_size, b->logical_block_size);
	t->physical_block_size = max(t->physical_block_size, b->physical_block_size);
	t->io_min = max(t->io_min, b->io_min);
	t->io_opt = lcm_not_zero_u(t->io_opt, b->io_opt);
	if (t->physical_block_size & (t->logical_block_size - 1)) {
		t->physical_block_size = t->logical_block_size;
		t->misaligned = 1;
		ret = -1;
	}
	if (t->io_min & (t->physical_block_size - 1)) {
		t->io_min = t->physical_block_size;
		t->misaligned = 1;
		ret = -1;
	}
	if (t->io_opt & (t->physical_block_size - 1)) { /* F3.17 */
		t->io_opt = 0;
		t->misaligned = 1;
		ret = -1;
	}
	t->alignment_offset = lcm_not_zero_u(t->alignment_offset, alignment) %
			      max(t->physical_block_size, t->io_min);
	if (t->alignment_offset & (t->logical_block_size - 1)) {
		t->misaligned = 1;
		ret = -1;
	}
	return ret;
}

static void stack_discard(struct queue_limits *t, const struct queue_limits *b)
{
	if (!b->discard_granularity)
		return;
	t->max_discard_sectors = min_not_zero_u(t->max_discard_sectors, b->max_discard_sectors);
	t->max_hw_discard_sectors =
		min_not_zero_u(t->max_hw_discard_sectors, b->max_hw_discard_sectors);
	t->discard_granularity = max(t->discard_granularity, b->discard_granularity);
}

/**
 * blk_stack_limits - what @t can do on top of @b, of which it uses from sector @start
 * Return: 0, or -1 if the alignments do not fit (then @t->misaligned is set).
 */
int blk_stack_limits(struct queue_limits *t, struct queue_limits *b, sector_t start)
{
	int ret;

	stack_sizes(t, b);
	t->misaligned |= b->misaligned;
	ret = stack_blocks(t, b, start);
	if (b->chunk_sectors)
		t->chunk_sectors = b->chunk_sectors;
	t->max_sectors = round_down(t->max_sectors, t->logical_block_size >> SECTOR_SHIFT);
	t->max_hw_sectors = round_down(t->max_hw_sectors, t->logical_block_size >> SECTOR_SHIFT);
	stack_discard(t, b);
	return ret;
}
EXPORT_SYMBOL(blk_stack_limits);

int bdev_stack_limits(struct queue_limits *t, struct block_device *bdev, sector_t start)
{
	return blk_stack_limits(t, &bdev->bd_queue->limits, start);
}
