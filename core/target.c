// SPDX-License-Identifier: GPL-2.0-only
/*
 * The target: registration and the life of an instance.
 *
 * From: device mapper's life-cycle methods.
 * To:   recover.c before the first resume; the daemons, which this file starts and parks.
 *
 *   ctr --preresume--> recovered --resume--> running --postsuspend--> quiet --dtr-->
 *    | opens, reads no disk: an older        ^-- resume --'
 *    '-- table may be live on them (F2.2)
 *
 * I10: after postsuspend the two disks alone hold everything that was acked, no task
 * runs and no I/O is in flight. dtr does no I/O: it may come after the resume of
 * another instance on the same disks (F2.1), and in every partial state (F2.4).
 */
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/math64.h>
#include <linux/module.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>

#include "writeboost.h"

/* What a cache device must hold at least: all before the log, and one segment. */
#define MIN_CACHE_SECTORS (WB_LOG_SECTOR + (1 << WB_ORDER_MIN))

/* Each block of a discard is looked up while nobody else may write there: 128 MiB. */
#define MAX_DISCARD_SECTORS (1 << 18)

static void init_fields(struct wb_device *wb, struct dm_target *ti)
{
	wb->ti = ti;
	spin_lock_init(&wb->index_lock);
	spin_lock_init(&wb->range_lock);
	mutex_init(&wb->life_mutex);
	INIT_LIST_HEAD(&wb->owners);
	INIT_LIST_HEAD(&wb->ranges);
	bio_list_init(&wb->barriers);
	bio_list_init(&wb->backing_barriers);
	init_waitqueue_head(&wb->room_wait);
	init_waitqueue_head(&wb->flush_wait);
	init_waitqueue_head(&wb->drain_wait);
	init_waitqueue_head(&wb->writeback_wait);
	init_waitqueue_head(&wb->progress_wait);
	INIT_DELAYED_WORK(&wb->sync_work, wb_sync_work);
	INIT_WORK(&wb->backing_work, wb_backing_work);
	INIT_WORK(&wb->event_work, wb_event_work);
	wb->next_id = 1;
	/* After a kernel crash, what went past the log before it may still be volatile. */
	atomic64_set(&wb->nr_bypassed, 1);
}

static int get_disk(struct wb_device *wb, enum wb_disk disk, struct dm_arg_set *as, char *error)
{
	struct dm_target *ti = wb->ti;
	int r = dm_get_device(ti, dm_shift_arg(as), dm_table_get_mode(ti->table), &wb->disk[disk]);

	if (r)
		ti->error = error;
	return r;
}

static void put_disks(struct wb_device *wb)
{
	int i;

	for (i = 0; i < WB_NR_DISKS; i++)
		if (wb->disk[i])
			dm_put_device(wb->ti, wb->disk[i]);
}

static int check_disks(struct wb_device *wb)
{
	struct block_device *backing = wb->disk[WB_BACKING]->bdev;
	struct block_device *cache = wb->disk[WB_CACHE]->bdev;
	char **error = &wb->ti->error;

	if (wb->disk[WB_BACKING] == wb->disk[WB_CACHE])
		return wb_invalid(error, "Backing and cache device are the same");
	if (wb->ti->len > bdev_nr_sectors(backing))
		return wb_invalid(error, "Backing device is smaller than the table says");
	if (bdev_nr_sectors(cache) < MIN_CACHE_SECTORS)
		return wb_invalid(error, "Cache device is too small");
	return 0;
}

static int get_disks(struct wb_device *wb, struct dm_arg_set *as)
{
	int r;

	if (as->argc < 2)
		return wb_invalid(&wb->ti->error, "Backing and cache device expected");
	r = get_disk(wb, WB_BACKING, as, "Cannot open the backing device");
	if (!r)
		r = get_disk(wb, WB_CACHE, as, "Cannot open the cache device");
	return r ? r : check_disks(wb);
}

static int init_resources(struct wb_device *wb)
{
	wb->record_block = kmalloc(WB_BLOCK_BYTES, GFP_KERNEL);
	wb->wq = alloc_workqueue("writeboost", WQ_MEM_RECLAIM | WQ_UNBOUND, 0);
	wb->retry_wq = alloc_workqueue("writeboost_retry", WQ_MEM_RECLAIM | WQ_UNBOUND, 0);
	if (!wb->record_block || !wb->wq || !wb->retry_wq || wb_io_init(wb)) {
		wb->ti->error = "Out of memory";
		return -ENOMEM;
	}
	return 0;
}

static void init_target(struct dm_target *ti)
{
	ti->num_flush_bios = 1;
	/* Or both flags are stripped above disks without a cache of their own (F1.42). */
	ti->flush_supported = true;
	ti->per_io_data_size = sizeof(struct wb_bio);
	/* If the limits, which are the backing device's, allow any. */
	ti->num_discard_bios = 1;
	ti->discards_supported = true;
}

static void free_memory(struct wb_device *wb)
{
	wb_writeback_exit(wb);
	wb_rambuf_exit(wb);
	wb_index_exit(wb);
}

static void stop_tasks(struct wb_device *wb)
{
	if (wb->flush_task)
		kthread_stop(wb->flush_task);
	if (wb->writeback_task)
		kthread_stop(wb->writeback_task);
	wb->flush_task = NULL;
	wb->writeback_task = NULL;
}

static void destroy(struct wb_device *wb)
{
	stop_tasks(wb);
	if (wb->wq) {
		cancel_delayed_work_sync(&wb->sync_work);
		destroy_workqueue(wb->wq);
	}
	if (wb->retry_wq)
		destroy_workqueue(wb->retry_wq);
	free_memory(wb);
	wb_io_exit(wb);
	kfree(wb->record_block);
	wb_owner_release(wb);
	put_disks(wb);
	mutex_destroy(&wb->life_mutex);
	kfree(wb);
}

static int writeboost_ctr(struct dm_target *ti, unsigned int argc, char **argv)
{
	struct dm_arg_set as = { .argc = argc, .argv = argv };
	struct wb_device *wb = kzalloc(sizeof(*wb), GFP_KERNEL);
	int r;

	if (!wb) {
		ti->error = "Out of memory";
		return -ENOMEM;
	}
	init_fields(wb, ti);
	r = get_disks(wb, &as);
	if (!r)
		r = wb_args_parse(wb, &as, &ti->error);
	if (!r)
		r = init_resources(wb);
	if (r) {
		destroy(wb);
		return r;
	}
	init_target(ti);
	ti->private = wb;
	return 0;
}

static void writeboost_dtr(struct dm_target *ti)
{
	destroy(ti->private);
}

/* Device sizes are read now: they may have changed since the constructor (F3.9). */
static int set_geometry(struct wb_device *wb)
{
	u64 nr_sectors = bdev_nr_sectors(wb->disk[WB_CACHE]->bdev);
	u64 nr_segments = 0;

	if (nr_sectors > WB_LOG_SECTOR)
		nr_segments = (nr_sectors - WB_LOG_SECTOR) >> wb->segment_size_order;
	wb->nr_blocks = (1 << wb->segment_size_order) / WB_BLOCK_SECTORS - 1;
	if (!nr_segments)
		return wb_refuse("cache device is too small for one segment of order %u",
				 wb->segment_size_order);
	if (nr_segments > U32_MAX / wb->nr_blocks)
		return wb_refuse("cache device is too large: %llu segments", nr_segments);
	spin_lock(&wb->index_lock);
	wb->nr_segments = nr_segments;
	spin_unlock(&wb->index_lock);
	return 0;
}

static int recover(struct wb_device *wb)
{
	bool must_format;
	int r;

	r = wb_superblock_load(wb, &must_format);
	if (!r)
		r = set_geometry(wb);
	if (!r)
		r = wb_index_init(wb);
	if (!r)
		r = wb_rambuf_init(wb);
	if (!r)
		r = wb_writeback_init(wb);
	if (!r)
		r = must_format ? wb_superblock_format(wb) : wb_recover(wb);
	if (!r)
		return 0;
	spin_lock(&wb->index_lock); /* status counts with them */
	wb->nr_segments = 0;
	wb->nr_dirty = 0;
	spin_unlock(&wb->index_lock);
	free_memory(wb);
	return r;
}

static int create_task(struct task_struct **task, int (*body)(void *), struct wb_device *wb,
		       const char *name)
{
	struct task_struct *created = kthread_create(body, wb, "%s", name);

	if (IS_ERR(created))
		return PTR_ERR(created);
	*task = created;
	return 0;
}

/*
 * Once in the life of an instance; after a suspend memory is still right, whatever
 * became of the device. What failed otherwise than by death may be tried again.
 */
static int activate(struct wb_device *wb)
{
	int r = 0;

	if (wb->is_recovered)
		return 0;
	if (!wb_is_live(wb))
		return -EIO;
	r = wb_owner_claim(wb);
	if (!r)
		r = create_task(&wb->flush_task, wb_flush_daemon, wb, "wb_flush");
	if (!r)
		r = create_task(&wb->writeback_task, wb_writeback_daemon, wb, "wb_writeback");
	if (!r)
		r = recover(wb);
	/* Nobody may ever come to start them, and tasks that wait for it count as hung. */
	if (r)
		stop_tasks(wb);
	wb->is_recovered = !r;
	return r;
}

static int writeboost_preresume(struct dm_target *ti)
{
	unsigned int noio = memalloc_noio_save(); /* I/O may be deferred now (F5.23) */
	int r = activate(ti->private);

	memalloc_noio_restore(noio);
	return r;
}

/* Bios that we keep waiting delay the suspend: it must not take the deadline of one. */
static void writeboost_presuspend(struct dm_target *ti)
{
	struct wb_device *wb = ti->private;

	WRITE_ONCE(wb->is_suspending, true);
	wake_up(&wb->flush_wait);
}

static void writeboost_presuspend_undo(struct dm_target *ti)
{
	struct wb_device *wb = ti->private;

	WRITE_ONCE(wb->is_suspending, false);
}

static void start_task(struct task_struct *task)
{
	kthread_unpark(task);
	wake_up_process(task); /* the first time it is not parked, but stopped */
}

static void writeboost_resume(struct dm_target *ti)
{
	struct wb_device *wb = ti->private;

	mutex_lock(&wb->life_mutex);
	WRITE_ONCE(wb->is_suspending, false);
	start_task(wb->flush_task);
	start_task(wb->writeback_task);
	WRITE_ONCE(wb->is_running, true);
	wb_sync_arm(wb);
	mutex_unlock(&wb->life_mutex);
}

/*
 * dm core has drained the bios, and presuspend has stopped nothing, for what comes
 * between the two is still served (F2.6). The flush daemon rests last.
 */
static void writeboost_postsuspend(struct dm_target *ti)
{
	struct wb_device *wb = ti->private;

	mutex_lock(&wb->life_mutex);
	WRITE_ONCE(wb->is_running, false);
	mutex_unlock(&wb->life_mutex);
	wake_up_all(&wb->progress_wait);

	cancel_delayed_work_sync(&wb->sync_work);
	flush_workqueue(wb->wq); /* while there is still somebody who makes room */
	kthread_park(wb->writeback_task);
	wb_persist(wb);
	kthread_park(wb->flush_task);
	flush_workqueue(wb->retry_wq);
	flush_workqueue(wb->wq);
	wb_check_suspended(wb);
}

static int writeboost_iterate_devices(struct dm_target *ti, iterate_devices_callout_fn fn,
				      void *data)
{
	struct wb_device *wb = ti->private;
	u64 nr_cache = bdev_nr_sectors(wb->disk[WB_CACHE]->bdev);
	int r;

	r = fn(ti, wb->disk[WB_BACKING], 0, ti->len, data);
	if (r)
		return r;
	/*
	 * Reads are sent to the cache device, so its limits count. Whole blocks only:
	 * an odd tail, which we never use, must not make the table fail.
	 */
	return fn(ti, wb->disk[WB_CACHE], 0, round_down(nr_cache, WB_BLOCK_SECTORS), data);
}

static void writeboost_io_hints(struct dm_target *ti, struct queue_limits *limits)
{
	struct wb_device *wb = ti->private;

	/* Less than a block may cost a merge; io_opt stays what the disks say. */
	if (limits->io_min < WB_BLOCK_BYTES)
		limits->io_min = WB_BLOCK_BYTES;
	/* Discards go to the backing device only. */
	wb_limit_discards(limits, wb->disk[WB_BACKING]->bdev, MAX_DISCARD_SECTORS);
}

static struct target_type writeboost_target = {
	.name = "writeboost",
	.version = { 3, 0, 0 },
	.features = DM_TARGET_SINGLETON | DM_TARGET_ALWAYS_WRITEABLE,
	.module = THIS_MODULE,
	.ctr = writeboost_ctr,
	.dtr = writeboost_dtr,
	.map = wb_map,
	.end_io = wb_end_io,
	.preresume = writeboost_preresume,
	.resume = writeboost_resume,
	.presuspend = writeboost_presuspend,
	.presuspend_undo = writeboost_presuspend_undo,
	.postsuspend = writeboost_postsuspend,
	.status = wb_status,
	.message = wb_message,
	.iterate_devices = writeboost_iterate_devices,
	.io_hints = writeboost_io_hints,
};

static int __init writeboost_init(void)
{
	return dm_register_target(&writeboost_target);
}

static void __exit writeboost_exit(void)
{
	dm_unregister_target(&writeboost_target);
}

module_init(writeboost_init);
module_exit(writeboost_exit);

MODULE_DESCRIPTION("Device-mapper target that turns random writes into a log on an SSD");
MODULE_AUTHOR("The writeboost authors");
MODULE_LICENSE("GPL");
