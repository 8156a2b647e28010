// SPDX-License-Identifier: GPL-2.0-only
/*
 * The machine's block devices: one for each disk found at power-on, and those that
 * the device mapper adds.
 *
 * From: hba.c, dm.c, who make them; user.c and dm-table.c, who look them up.
 */
#include <linux/blkdev.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "blk.h"
#include "boot.h"
#include "disk.h"
#include "finding.h"

#define SD_MAJOR 8
#define SD_MINORS 16

static LIST_HEAD(gendisks);

const char *blkdev_name(const struct block_device *bdev)
{
	return bdev->bd_disk->disk_name;
}

struct gendisk *blkdev_create(const char *name, int major, int minor,
			      const struct block_device_operations *fops)
{
	struct blkdev_parts {
		struct gendisk disk;
		struct block_device part0;
		struct request_queue queue;
	} *parts = kzalloc(sizeof(*parts), GFP_KERNEL);
	struct gendisk *disk;

	if (!parts)
		return NULL;
	disk = &parts->disk;
	disk->part0 = &parts->part0;
	disk->queue = &parts->queue;
	disk->queue->disk = disk;
	disk->major = major;
	disk->first_minor = minor;
	disk->fops = fops;
	strscpy(disk->disk_name, name, sizeof(disk->disk_name));
	disk->part0->bd_disk = disk;
	disk->part0->bd_queue = disk->queue;
	disk->part0->bd_dev = MKDEV(major, minor);
	blk_set_default_limits(&disk->queue->limits);
	list_add_tail(&disk->all, &gendisks);
	return disk;
}

void blkdev_destroy(struct gendisk *disk)
{
	list_del(&disk->all);
	kfree(disk);
}

void set_capacity(struct gendisk *disk, sector_t nr_sectors)
{
	WRITE_ONCE(disk->part0->bd_nr_sectors, nr_sectors);
}
EXPORT_SYMBOL(set_capacity);

bool set_capacity_and_notify(struct gendisk *disk, sector_t nr_sectors)
{
	sector_t old = get_capacity(disk);

	set_capacity(disk, nr_sectors);
	return old && nr_sectors && old != nr_sectors;
}
EXPORT_SYMBOL(set_capacity_and_notify);

void set_disk_ro(struct gendisk *disk, bool is_read_only)
{
	disk->part0->bd_read_only = is_read_only;
}
EXPORT_SYMBOL(set_disk_ro);

/* --- looking up --- */

struct block_device *blkdev_find_dev(dev_t dev)
{
	struct gendisk *disk;

	list_for_each_entry(disk, &gendisks, all) {
		if (disk->part0->bd_dev == dev)
			return disk->part0;
	}
	return NULL;
}

static struct block_device *find_by_numbers(const char *text)
{
	unsigned int major, minor;
	char rest;

	if (sscanf(text, "%u:%u%c", &major, &minor, &rest) != 2)
		return NULL;
	return blkdev_find_dev(MKDEV(major, minor));
}

struct block_device *blkdev_find(const char *path)
{
	const char *name = path, *mapper = NULL;
	struct gendisk *disk;

	if (!strncmp(name, "/dev/", 5))
		name += 5;
	if (!strncmp(name, "mapper/", 7))
		mapper = name + 7;
	list_for_each_entry(disk, &gendisks, all) {
		if (!mapper && !strcmp(disk->disk_name, name))
			return disk->part0;
	}
	list_for_each_entry(disk, &gendisks, all) {
		if (disk->mapper_name && !strcmp(disk->mapper_name, mapper ? mapper : name))
			return disk->part0;
	}
	return mapper ? NULL : find_by_numbers(name);
}

/* --- the disks of this machine --- */

static void set_disk_limits(struct request_queue *q, const struct disk_config *config)
{
	struct queue_limits *lim = &q->limits;

	lim->logical_block_size = config->logical_block_bytes;
	lim->physical_block_size = config->physical_block_bytes;
	lim->io_min = config->physical_block_bytes;
	lim->max_sectors = config->max_sectors;
	lim->max_hw_sectors = config->max_sectors;
	lim->max_segment_size = UINT_MAX;
	if (config->has_discard) {
		lim->max_discard_sectors = lim->max_hw_discard_sectors =
			round_down(UINT_MAX >> SECTOR_SHIFT, 8);
		lim->discard_granularity = max(config->physical_block_bytes, 4096u);
	}
	if (!config->is_rotational) {
		lim->max_write_zeroes_sectors = round_down(UINT_MAX >> SECTOR_SHIFT, 8);
		blk_queue_flag_set(QUEUE_FLAG_NONROT, q);
	}
	blk_queue_flag_set(QUEUE_FLAG_NOWAIT, q);
	blk_queue_write_cache(q, !config->is_write_through,
			      !config->is_write_through && !config->has_no_fua);
}

static void add_disk_of_machine(u32 number)
{
	struct disk *disk = disk_nth(number);
	const struct disk_config *config = disk_config_of(disk);
	struct gendisk *gd = blkdev_create(config->name, SD_MAJOR, number * SD_MINORS, &hba_fops);

	if (gd)
		gd->hba = hba_create(disk, gd);
	if (!gd || !gd->hba) {
		finding_report("boot", "no memory for disk %s", config->name);
		return;
	}
	set_disk_limits(gd->queue, config);
	set_capacity(gd, config->nr_sectors);
}

static void blkdev_boot(void)
{
	u32 i;

	INIT_LIST_HEAD(&gendisks);
	for (i = 0; disk_nth(i); i++)
		if (disk_is_there(disk_nth(i)))
			add_disk_of_machine(i);
}

static void blkdev_census(void)
{
	struct gendisk *disk, *next;

	list_for_each_entry_safe(disk, next, &gendisks, all) {
		if (disk->part0->bd_openers)
			finding_report("device-open", "%s is still open, %d times", disk->disk_name,
				       disk->part0->bd_openers);
		if (!disk->hba)
			continue;
		hba_destroy(disk->hba);
		blkdev_destroy(disk);
	}
}

SHIM_SUBSYSTEM(blkdev, 42, blkdev_boot, blkdev_census);
