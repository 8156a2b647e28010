// SPDX-License-Identifier: GPL-2.0-only
/*
 * The devices below a table: opened once, counted by use (F3.7-F3.9).
 *
 * From: targets' constructors and destructors.
 */
#include <linux/blkdev.h>
#include <linux/export.h>
#include <linux/slab.h>

#include "blk.h"
#include "dm-core.h"

#define DM_MSG_PREFIX "table"

struct device_use {
	struct list_head list;
	unsigned int nr_uses;
	struct dm_dev dev;
};

static char holder; /* one for all tables: two of them may share a device */

dev_t dm_get_dev_t(const char *path)
{
	struct block_device *bdev = blkdev_find(path);

	return bdev ? bdev->bd_dev : 0;
}
EXPORT_SYMBOL_GPL(dm_get_dev_t);

static struct device_use *find_use(struct dm_table *t, struct block_device *bdev)
{
	struct device_use *use;

	list_for_each_entry(use, &t->devices, list) {
		if (use->dev.bdev == bdev)
			return use;
	}
	return NULL;
}

static int open_use(struct dm_table *t, struct block_device *bdev, fmode_t mode,
		    struct device_use **result)
{
	struct device_use *use;
	int r;

	if (bdev->bd_holder && bdev->bd_holder != &holder)
		return -EBUSY;
	if (dm_of_bdev(bdev) == t->md)
		return -EINVAL; /* a table on itself */
	use = kzalloc(sizeof(*use), GFP_KERNEL);
	if (!use)
		return -ENOMEM;
	r = dm_open(bdev);
	if (r) {
		kfree(use);
		return r;
	}
	use->dev.bdev = bdev;
	use->dev.mode = mode;
	format_dev_t(use->dev.name, bdev->bd_dev);
	list_add(&use->list, &t->devices);
	*result = use;
	return 0;
}

/**
 * dm_get_device - open what @path names, or use it once more
 * Return: 0, -ENODEV (no such path), -ENXIO (going away), -EBUSY (held by another), -ENOMEM.
 */
int dm_get_device(struct dm_target *ti, const char *path, fmode_t mode, struct dm_dev **result)
{
	struct block_device *bdev = blkdev_find(path);
	struct dm_table *t = ti->table;
	unsigned int major, minor;
	struct device_use *use;
	char rest;
	int r;

	might_sleep();
	if (!bdev) /* numbers are believed until they are opened */
		return sscanf(path, "%u:%u%c", &major, &minor, &rest) == 2 ? -ENXIO : -ENODEV;
	use = find_use(t, bdev);
	if (!use) {
		r = open_use(t, bdev, mode, &use);
		if (r)
			return r;
	}
	use->dev.mode |= mode;
	use->nr_uses++;
	*result = &use->dev;
	return 0;
}
EXPORT_SYMBOL(dm_get_device);

static void close_use(struct device_use *use)
{
	dm_close(use->dev.bdev);
	list_del(&use->list);
	kfree(use);
}

void dm_put_device(struct dm_target *ti, struct dm_dev *d)
{
	struct device_use *use;

	might_sleep();
	list_for_each_entry(use, &ti->table->devices, list) {
		if (&use->dev != d)
			continue;
		if (--use->nr_uses == 0)
			close_use(use);
		return;
	}
	DMWARN("%s: device %s not in table devices list", dm_device_name(ti->table->md), d->name);
}
EXPORT_SYMBOL(dm_put_device);

/* F3.6: what the targets forgot. */
void dm_table_free_devices(struct dm_table *t)
{
	struct device_use *use, *next;

	list_for_each_entry_safe(use, next, &t->devices, list) {
		DMWARN("%s: dm_put_device call missing for %s", dm_device_name(t->md),
		       use->dev.name);
		close_use(use);
	}
}
