// SPDX-License-Identifier: GPL-2.0-only
/*
 * The superblock: what the cache device is, and how far it has been written back.
 *
 * From: recover.c at activation; writeback.c, which moves the record.
 * To:   sectors 0 ... 7 and 2040 ... 2047 of the cache device.
 *
 * Formatting is safe against a crash: sector 0, which asks for it while it is
 * zeroes, gets its magic last, after a flush of everything else.
 * I3: the record is written after the HDD flush, and each slot that it frees is
 * overwritten after the record is durable: so on a device of ours the log to be
 * replayed begins exactly behind the record.
 */
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "writeboost.h"

#define CLEAR_BATCH 256 /* slots cleared at a time */

static int read_block(struct wb_device *wb, sector_t sector)
{
	return wb_io_sync(wb, WB_CACHE, REQ_OP_READ | REQ_SYNC, sector, wb->record_block,
			  WB_BLOCK_BYTES);
}

static int write_block(struct wb_device *wb, sector_t sector)
{
	return wb_io_sync(wb, WB_CACHE, REQ_OP_WRITE | REQ_SYNC | REQ_FUA, sector, wb->record_block,
			  WB_BLOCK_BYTES);
}

static int check_order(struct wb_device *wb, unsigned int order)
{
	unsigned int wanted = wb_param(wb, WB_SEGMENT_SIZE_ORDER);

	if (order < WB_ORDER_MIN || order > WB_ORDER_MAX)
		return wb_refuse("superblock: segment size order %u is not within %u ... %u", order,
				 WB_ORDER_MIN, WB_ORDER_MAX);
	if (wanted && wanted != order)
		return wb_refuse("superblock: segment size order is %u, not %u as asked for", order,
				 wanted);
	return 0;
}

static int check_size(const char *disk, u64 nr_recorded, u64 nr_sectors)
{
	if (!nr_recorded || nr_recorded == nr_sectors)
		return 0;
	return wb_refuse("superblock: %s device had %llu sectors, this one has %llu", disk,
			 nr_recorded, nr_sectors);
}

static u64 nr_disk_sectors(struct wb_device *wb, enum wb_disk disk)
{
	return bdev_nr_sectors(wb->disk[disk]->bdev);
}

/**
 * wb_superblock_load - read what the cache device is
 * @wb: the device; segment_size_order is set on return
 * @must_format: set if sector 0 is zeroes, which asks for formatting
 *
 * Changes nothing on disk.
 *
 * Return: 0, -EIO, or -EINVAL with a message that names the field.
 */
int wb_superblock_load(struct wb_device *wb, bool *must_format)
{
	const struct wb_super_disk *super = wb->record_block;
	unsigned int order = wb_param(wb, WB_SEGMENT_SIZE_ORDER);
	int r;

	r = read_block(wb, WB_SUPER_SECTOR);
	if (r)
		return r;
	*must_format = !memchr_inv(super, 0, sizeof(*super));
	if (*must_format) {
		wb->segment_size_order = order ? order : WB_ORDER_DEFAULT;
		return 0;
	}
	if (le32_to_cpu(super->magic) != WB_MAGIC)
		return wb_refuse("superblock: magic %08x is not ours, and sector 0 is not zeroed",
				 le32_to_cpu(super->magic));
	order = super->segment_size_order ? super->segment_size_order : WB_ORDER_DEFAULT;
	r = check_order(wb, order);
	if (!r)
		r = check_size("backing", le64_to_cpu(super->nr_backing_sectors),
			       nr_disk_sectors(wb, WB_BACKING));
	if (!r)
		r = check_size("cache", le64_to_cpu(super->nr_cache_sectors),
			       nr_disk_sectors(wb, WB_CACHE));
	wb->segment_size_order = order;
	return r;
}

/**
 * wb_superblock_clear - make sure that segments never come back
 * @wb: the device; its segments have the ids that are on disk
 * @above: clear what is newer than this,
 * @must_clear_all: or every slot, whatever is there
 *
 * Durable on return.
 *
 * Return: 0, -EIO or -ENOMEM.
 */
int wb_superblock_clear(struct wb_device *wb, u64 above, bool must_clear_all)
{
	void *zeroes = vzalloc(WB_BLOCK_BYTES);
	struct wb_io_group group;
	unsigned int nr = 0;
	u32 slot;
	int r = 0;

	if (!zeroes)
		return -ENOMEM;
	wb_io_begin(&group, wb);
	for (slot = 0; !r && slot < wb->nr_segments; slot++) {
		if (!must_clear_all && wb->segments[slot].id <= above)
			continue;
		wb_io_submit(&group, WB_CACHE, REQ_OP_WRITE, wb_segment_sector(wb, slot), zeroes,
			     WB_BLOCK_BYTES);
		if (++nr % CLEAR_BATCH == 0) {
			r = wb_io_wait(&group);
			wb_io_begin(&group, wb);
		}
	}
	r = wb_io_wait(&group);
	vfree(zeroes);
	return r ? r : wb_io_sync(wb, WB_CACHE, REQ_OP_WRITE | REQ_PREFLUSH, 0, NULL, 0);
}

/**
 * wb_superblock_format - make an empty cache device
 * @wb: the device; the geometry is set
 *
 * Return: 0, -EIO or -ENOMEM.
 */
int wb_superblock_format(struct wb_device *wb)
{
	struct wb_super_disk *super = wb->record_block;
	int r;

	r = wb_record_write(wb, 0);
	if (!r)
		r = wb_superblock_clear(wb, 0, true);
	if (r)
		return r;

	memset(super, 0, WB_BLOCK_BYTES);
	super->magic = cpu_to_le32(WB_MAGIC);
	super->segment_size_order = wb->segment_size_order;
	super->nr_backing_sectors = cpu_to_le64(nr_disk_sectors(wb, WB_BACKING));
	super->nr_cache_sectors = cpu_to_le64(nr_disk_sectors(wb, WB_CACHE));
	return write_block(wb, WB_SUPER_SECTOR);
}

/**
 * wb_superblock_rewrite - make durable what was read as superblock
 * @wb: the device
 *
 * Return: 0 or -EIO.
 */
int wb_superblock_rewrite(struct wb_device *wb)
{
	int r = read_block(wb, WB_SUPER_SECTOR);

	return r ? r : write_block(wb, WB_SUPER_SECTOR);
}

/**
 * wb_record_read - how far was the log written back?
 * @wb: the device
 * @id: the answer, unchecked
 *
 * Return: 0 or -EIO.
 */
int wb_record_read(struct wb_device *wb, u64 *id)
{
	const struct wb_record_disk *record = wb->record_block + WB_RECORD_OFFSET;
	int r = read_block(wb, WB_RECORD_SECTOR);

	if (!r)
		*id = le64_to_cpu(record->last_writeback_id);
	return r;
}

/**
 * wb_record_write - record durably how far the log is written back
 * @wb: the device
 * @id: all segments up to this one are durable on the HDD
 *
 * Return: 0 or -EIO.
 */
int wb_record_write(struct wb_device *wb, u64 id)
{
	struct wb_record_disk *record = wb->record_block + WB_RECORD_OFFSET;

	memset(wb->record_block, 0, WB_BLOCK_BYTES);
	record->last_writeback_id = cpu_to_le64(id);
	return write_block(wb, WB_RECORD_SECTOR);
}
