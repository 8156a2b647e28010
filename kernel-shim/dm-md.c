// SPDX-License-Identifier: GPL-2.0-only
/*
 * A dm device: its making, its live table, its end.
 *
 * From: dm-ioctl.c. To: blkdev.c; dm-suspend.c for the callbacks on the way out.
 */
#include <linux/blkdev.h>
#include <linux/delay.h>
#include <linux/export.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "blk.h"
#include "dm-core.h"

#define DM_MSG_PREFIX "core"

struct mapped_device *dm_of_bdev(struct block_device *bdev)
{
	return bdev->bd_disk->fops == &dm_fops ? bdev->bd_disk->private_data : NULL;
}

const char *dm_device_name(struct mapped_device *md)
{
	return md->numbers; /* F3.4 */
}
EXPORT_SYMBOL_GPL(dm_device_name);

struct gendisk *dm_disk(struct mapped_device *md)
{
	return md->disk;
}
EXPORT_SYMBOL_GPL(dm_disk);

static void remove_work(struct work_struct *work)
{
	dm_remove_deferred(container_of(work, struct mapped_device, remove_work));
}

static bool init_disk(struct mapped_device *md)
{
	char name[DISK_NAME_LEN];

	snprintf(name, sizeof(name), "dm-%u", md->minor);
	md->disk = blkdev_create(name, DM_MAJOR, md->minor, &dm_fops);
	if (!md->disk)
		return false;
	md->disk->private_data = md;
	blk_set_stacking_limits(&md->disk->queue->limits);
	format_dev_t(md->numbers, md->disk->part0->bd_dev);
	return true;
}

struct mapped_device *dm_create(u32 minor, const char *name)
{
	struct mapped_device *md = kzalloc(sizeof(*md), GFP_KERNEL);

	if (!md)
		return NULL;
	md->minor = minor;
	strscpy(md->name, name, sizeof(md->name));
	mutex_init(&md->suspend_lock);
	mutex_init(&md->type_lock);
	init_waitqueue_head(&md->readers_wait);
	init_waitqueue_head(&md->wait);
	init_waitqueue_head(&md->eventq);
	bio_list_init(&md->deferred);
	INIT_WORK(&md->work, dm_work);
	INIT_WORK(&md->remove_work, remove_work);
	if (!init_disk(md))
		goto bad_disk;
	md->wq = alloc_workqueue("kdmflush/%s", WQ_MEM_RECLAIM, 0, md->numbers);
	if (!md->wq)
		goto bad_wq;
	return md;

bad_wq:
	blkdev_destroy(md->disk);
bad_disk:
	kfree(md);
	return NULL;
}

/* --- opening --- */

int dm_open(struct block_device *bdev)
{
	struct mapped_device *md = dm_of_bdev(bdev);

	if (md && (dm_test(md, DMF_FREEING) || dm_test(md, DMF_DELETING)))
		return -ENXIO; /* F2.17 */
	bdev->bd_openers++;
	return 0;
}

void dm_close(struct block_device *bdev)
{
	struct mapped_device *md = dm_of_bdev(bdev);

	if (--bdev->bd_openers == 0 && md && dm_test(md, DMF_DEFERRED_REMOVE))
		schedule_work(&md->remove_work);
}

/* --- the live table --- */

static void table_event(void *context)
{
	struct mapped_device *md = context;

	md->event_nr++;
	wake_up(&md->eventq);
}

/* F2.14: the disk is there from the first load on, with no capacity until resume. */
int dm_setup_queue(struct mapped_device *md, struct dm_table *table)
{
	struct queue_limits limits;
	int r = dm_calculate_queue_limits(table, &limits);

	if (r) {
		DMERR("Cannot calculate initial queue limits");
		return r;
	}
	dm_table_set_restrictions(table, md->disk->queue, &limits);
	md->disk->mapper_name = md->name;
	dm_set(md, DMF_READY);
	return 0;
}

static struct dm_table *bind(struct mapped_device *md, struct dm_table *t,
			     struct queue_limits *limits)
{
	struct dm_table *old = md->map;
	struct dm_mempools *pools = md->pools;

	set_capacity_and_notify(md->disk, dm_table_get_size(t));
	dm_table_event_callback(t, table_event, md);
	md->pools = t->pools;
	t->pools = pools;
	dm_table_set_restrictions(t, md->disk->queue, limits);
	md->immutable_type = t->immutable_type;
	WRITE_ONCE(md->map, t);
	if (old)
		dm_sync_table(md);
	dm_pools_destroy(t->pools);
	t->pools = NULL;
	return old;
}

/* F2.12: only while suspended. The old table, or an ERR_PTR. */
struct dm_table *dm_swap_table(struct mapped_device *md, struct dm_table *table)
{
	struct dm_table *map = ERR_PTR(-EINVAL);
	struct queue_limits limits;
	int r;

	mutex_lock(&md->suspend_lock);
	if (!dm_suspended_md(md))
		goto out;
	r = dm_calculate_queue_limits(table, &limits);
	map = r ? ERR_PTR(r) : bind(md, table, &limits);
out:
	mutex_unlock(&md->suspend_lock);
	return map;
}

static struct dm_table *unbind(struct mapped_device *md)
{
	struct dm_table *map = md->map;

	if (!map)
		return NULL;
	dm_table_event_callback(map, NULL, NULL);
	WRITE_ONCE(md->map, NULL);
	dm_sync_table(md);
	return map;
}

/* --- the end --- */

void dm_wait_unused(struct mapped_device *md)
{
	while (md->nr_holders)
		msleep(1);
}

/* F2.17, F2.18. The name is gone already, nobody new can come. */
void dm_destroy(struct mapped_device *md)
{
	struct dm_table *map;
	u32 idx;

	might_sleep();
	dm_set(md, DMF_FREEING);
	md->disk->is_dead = true;
	mutex_lock(&md->suspend_lock);
	map = dm_get_live_table(md, &idx);
	if (!dm_suspended_md(md)) {
		dm_table_presuspend_targets(map);
		dm_set(md, DMF_SUSPENDED);
		dm_set(md, DMF_POST_SUSPENDING);
		dm_table_postsuspend_targets(map);
	}
	dm_put_live_table(md, idx);
	mutex_unlock(&md->suspend_lock);
	dm_wait_unused(md);
	dm_table_destroy(unbind(md));
	destroy_workqueue(md->wq);
	dm_pools_destroy(md->pools);
	blkdev_destroy(md->disk);
	mutex_destroy(&md->suspend_lock);
	mutex_destroy(&md->type_lock);
	kfree(md);
}
