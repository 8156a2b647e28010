// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a table can do: limits stacked from the devices below, features that all or
 * any of them have, and the checks that refuse a table (F3.14-F3.18, F1.42, F1.45-F1.47).
 *
 * From: dm-md.c, at first load and at each swap.
 */
#include <linux/blkdev.h>
#include <linux/kernel.h>

#include "blk.h"
#include "dm-core.h"

#define DM_MSG_PREFIX "table"

/* --- stacking --- */

static int stack_device(struct dm_target *ti, struct dm_dev *dev, sector_t start, sector_t len,
			void *data)
{
	struct queue_limits *limits = data, *lower = &dev->bdev->bd_queue->limits;

	if (blk_stack_limits(limits, lower, start) < 0)
		DMWARN("%s: adding target device %s caused an alignment inconsistency: "
		       "physical_block_size=%u, logical_block_size=%u, alignment_offset=%u, "
		       "start=%llu",
		       dm_device_name(ti->table->md), blkdev_name(dev->bdev),
		       lower->physical_block_size, lower->logical_block_size,
		       lower->alignment_offset, (unsigned long long)start << SECTOR_SHIFT);
	return 0;
}

static int area_is_invalid(struct dm_target *ti, struct dm_dev *dev, sector_t start, sector_t len,
			   void *data)
{
	const struct queue_limits *limits = data;
	sector_t dev_size = bdev_nr_sectors(dev->bdev);
	sector_t mask = (limits->logical_block_size >> SECTOR_SHIFT) - 1;
	const char *name = dm_device_name(ti->table->md), *below = blkdev_name(dev->bdev);

	if (!dev_size)
		return 0;
	if (start >= dev_size || start + len > dev_size) {
		DMERR("%s: %s too small for target: start=%llu, len=%llu, dev_size=%llu", name,
		      below, (unsigned long long)start, (unsigned long long)len,
		      (unsigned long long)dev_size);
		return 1;
	}
	if (start & mask) {
		DMERR("%s: start=%llu not aligned to h/w logical block size %u of %s", name,
		      (unsigned long long)start, limits->logical_block_size, below);
		return 1;
	}
	if (len & mask) {
		DMERR("%s: len=%llu not aligned to h/w logical block size %u of %s", name,
		      (unsigned long long)len, limits->logical_block_size, below);
		return 1;
	}
	return 0;
}

/* No target may end within a block. */
static int check_target_ends(struct dm_table *t, const struct queue_limits *limits)
{
	sector_t mask = (limits->logical_block_size >> SECTOR_SHIFT) - 1;
	unsigned int i;

	for (i = 0; i < t->nr_targets; i++) {
		struct dm_target *ti = &t->targets[i];

		if (!((ti->begin | ti->len) & mask))
			continue;
		DMWARN("%s: table line %u (start sect %llu len %llu) not aligned to h/w logical "
		       "block size %u",
		       dm_device_name(t->md), i, (unsigned long long)ti->begin,
		       (unsigned long long)ti->len, limits->logical_block_size);
		return -EINVAL;
	}
	return 0;
}

int dm_calculate_queue_limits(struct dm_table *t, struct queue_limits *limits)
{
	unsigned int i;

	blk_set_stacking_limits(limits);
	for (i = 0; i < t->nr_targets; i++) {
		struct dm_target *ti = &t->targets[i];
		dm_iterate_devices_fn iterate = ti->type->iterate_devices;
		struct queue_limits own;

		blk_set_stacking_limits(&own);
		if (iterate) {
			iterate(ti, stack_device, &own);
			if (ti->type->io_hints)
				ti->type->io_hints(ti, &own);
			if (iterate(ti, area_is_invalid, &own))
				return -EINVAL;
		}
		if (blk_stack_limits(limits, &own, 0) < 0)
			DMWARN("%s: adding target device (start sect %llu len %llu) caused an "
			       "alignment inconsistency",
			       dm_device_name(t->md), (unsigned long long)ti->begin,
			       (unsigned long long)ti->len);
	}
	return check_target_ends(t, limits);
}

/* --- features: each a question to every device --- */

static int has_write_cache(struct dm_target *ti, struct dm_dev *dev, sector_t start, sector_t len,
			   void *data)
{
	return bdev_write_cache(dev->bdev);
}

static int has_fua(struct dm_target *ti, struct dm_dev *dev, sector_t start, sector_t len,
		   void *data)
{
	return bdev_fua(dev->bdev);
}

static int is_rotational(struct dm_target *ti, struct dm_dev *dev, sector_t start, sector_t len,
			 void *data)
{
	return !bdev_nonrot(dev->bdev);
}

static int needs_stable_pages(struct dm_target *ti, struct dm_dev *dev, sector_t start,
			      sector_t len, void *data)
{
	return bdev_stable_writes(dev->bdev);
}

static int lacks_discard(struct dm_target *ti, struct dm_dev *dev, sector_t start, sector_t len,
			 void *data)
{
	return !bdev_max_discard_sectors(dev->bdev);
}

static int lacks_write_zeroes(struct dm_target *ti, struct dm_dev *dev, sector_t start,
			      sector_t len, void *data)
{
	return !bdev_write_zeroes_sectors(dev->bdev);
}

static int lacks_secure_erase(struct dm_target *ti, struct dm_dev *dev, sector_t start,
			      sector_t len, void *data)
{
	return !bdev_max_secure_erase_sectors(dev->bdev);
}

static int lacks_nowait(struct dm_target *ti, struct dm_dev *dev, sector_t start, sector_t len,
			void *data)
{
	return !bdev_nowait(dev->bdev);
}

static bool any_device(struct dm_target *ti, iterate_devices_callout_fn question)
{
	return ti->type->iterate_devices && ti->type->iterate_devices(ti, question, NULL);
}

static bool all_devices(struct dm_target *ti, iterate_devices_callout_fn lacks)
{
	return ti->type->iterate_devices && !ti->type->iterate_devices(ti, lacks, NULL);
}

static bool table_has_any(struct dm_table *t, iterate_devices_callout_fn question)
{
	unsigned int i;

	for (i = 0; i < t->nr_targets; i++) {
		if (any_device(&t->targets[i], question))
			return true;
	}
	return false;
}

/* F1.42 */
static bool supports_flush(struct dm_table *t, iterate_devices_callout_fn has_flag)
{
	unsigned int i;

	for (i = 0; i < t->nr_targets; i++) {
		struct dm_target *ti = &t->targets[i];

		if (!ti->num_flush_bios)
			continue;
		if (ti->flush_supported || any_device(ti, has_flag))
			return true;
	}
	return false;
}

static bool supports_discards(struct dm_table *t)
{
	unsigned int i;

	for (i = 0; i < t->nr_targets; i++) {
		struct dm_target *ti = &t->targets[i];

		if (!ti->num_discard_bios)
			return false;
		if (!ti->discards_supported && !all_devices(ti, lacks_discard))
			return false;
	}
	return true;
}

static bool supports_write_zeroes(struct dm_table *t)
{
	unsigned int i;

	for (i = 0; i < t->nr_targets; i++) {
		if (!t->targets[i].num_write_zeroes_bios ||
		    !all_devices(&t->targets[i], lacks_write_zeroes))
			return false;
	}
	return true;
}

static bool supports_secure_erase(struct dm_table *t)
{
	unsigned int i;

	for (i = 0; i < t->nr_targets; i++) {
		if (!t->targets[i].num_secure_erase_bios ||
		    !all_devices(&t->targets[i], lacks_secure_erase))
			return false;
	}
	return true;
}

static bool supports_nowait(struct dm_table *t)
{
	unsigned int i;

	for (i = 0; i < t->nr_targets; i++) {
		if (!dm_target_supports_nowait(t->targets[i].type) ||
		    !all_devices(&t->targets[i], lacks_nowait))
			return false;
	}
	return true;
}

static bool needs_stable_writes(struct dm_table *t)
{
	unsigned int i;

	for (i = 0; i < t->nr_targets; i++) {
		if (t->targets[i].needs_stable_writes)
			return true;
	}
	return table_has_any(t, needs_stable_pages);
}

static void set_flag(struct request_queue *q, unsigned int flag, bool is_on)
{
	if (is_on)
		blk_queue_flag_set(flag, q);
	else
		blk_queue_flag_clear(flag, q);
}

static void set_op_limits(struct dm_table *t, struct queue_limits *lim)
{
	if (!supports_discards(t)) {
		lim->max_discard_sectors = 0;
		lim->max_hw_discard_sectors = 0;
		lim->discard_granularity = 0;
		lim->discard_alignment = 0;
		lim->discard_misaligned = 0;
	}
	if (!supports_write_zeroes(t))
		lim->max_write_zeroes_sectors = 0;
	if (!supports_secure_erase(t))
		lim->max_secure_erase_sectors = 0;
}

void dm_table_set_restrictions(struct dm_table *t, struct request_queue *q,
			       struct queue_limits *limits)
{
	bool has_wc = supports_flush(t, has_write_cache);

	q->limits = *limits;
	set_op_limits(t, &q->limits);
	set_flag(q, QUEUE_FLAG_NOWAIT, supports_nowait(t));
	blk_queue_write_cache(q, has_wc, has_wc && supports_flush(t, has_fua));
	set_flag(q, QUEUE_FLAG_NONROT, !table_has_any(t, is_rotational)); /* F3.18 */
	set_flag(q, QUEUE_FLAG_STABLE_WRITES, needs_stable_writes(t));
}
