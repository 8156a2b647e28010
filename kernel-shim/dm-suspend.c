// SPDX-License-Identifier: GPL-2.0-only
/*
 * Suspend and resume: the steps of kernel-semantics 2.2, in its order.
 *
 * From: dm-ioctl.c. To: the targets' callbacks, through dm-table.c.
 */
#include <linux/export.h>
#include <linux/sched.h>
#include <linux/wait.h>

#include "blk.h"
#include "dm-core.h"

#define DM_MSG_PREFIX "core"

int (*dm_freeze_fs)(struct block_device *bdev);
void (*dm_thaw_fs)(struct block_device *bdev);

bool dm_suspended_md(struct mapped_device *md)
{
	return dm_test(md, DMF_SUSPENDED);
}

bool dm_noflush_suspending_md(struct mapped_device *md)
{
	return dm_test(md, DMF_NOFLUSH_SUSPENDING);
}

/* What these say when: F2.8. */
int dm_suspended(struct dm_target *ti)
{
	return dm_suspended_md(ti->table->md);
}
EXPORT_SYMBOL_GPL(dm_suspended);

int dm_post_suspending(struct dm_target *ti)
{
	return dm_test(ti->table->md, DMF_POST_SUSPENDING);
}
EXPORT_SYMBOL_GPL(dm_post_suspending);

int dm_noflush_suspending(struct dm_target *ti)
{
	return dm_noflush_suspending_md(ti->table->md);
}
EXPORT_SYMBOL_GPL(dm_noflush_suspending);

/* --- a file system on top --- */

static int freeze(struct mapped_device *md)
{
	int r = dm_freeze_fs ? dm_freeze_fs(md->disk->part0) : 0;

	if (!r)
		md->is_frozen = true;
	return r;
}

static void thaw(struct mapped_device *md)
{
	if (md->is_frozen && dm_thaw_fs)
		dm_thaw_fs(md->disk->part0);
	md->is_frozen = false;
}

/* --- suspend --- */

/* Bios flow again; the deferred ones in their order, new ones may overtake (F2.9). */
static void unblock(struct mapped_device *md)
{
	dm_clear(md, DMF_BLOCK_IO_FOR_SUSPEND);
	queue_work(md->wq, &md->work);
}

static int wait_for_pending(struct mapped_device *md, unsigned int task_state)
{
	DEFINE_WAIT(wait);
	int r = 0;

	for (;;) {
		prepare_to_wait(&md->wait, &wait, task_state);
		if (!md->nr_pending)
			break;
		if (signal_pending_state(task_state, current)) {
			r = -ERESTARTSYS;
			break;
		}
		io_schedule();
	}
	finish_wait(&md->wait, &wait);
	return r;
}

/* Steps 4 to 7. */
static int block_and_drain(struct mapped_device *md, struct dm_table *map, unsigned int task_state)
{
	int r;

	dm_set(md, DMF_BLOCK_IO_FOR_SUSPEND);
	if (map)
		dm_sync_table(md);
	flush_workqueue(md->wq);
	r = wait_for_pending(md, task_state);
	if (!r)
		dm_set(md, DMF_SUSPENDED);
	dm_clear(md, DMF_NOFLUSH_SUSPENDING);
	if (map)
		dm_sync_table(md);
	return r;
}

static int suspend_steps(struct mapped_device *md, struct dm_table *map, unsigned int flags)
{
	bool is_noflush = flags & DM_SUSPEND_NOFLUSH;
	int r;

	if (is_noflush)
		dm_set(md, DMF_NOFLUSH_SUSPENDING);
	dm_table_presuspend_targets(map);
	if (!is_noflush && (flags & DM_SUSPEND_LOCKFS) && map) {
		r = freeze(md);
		if (r) {
			dm_table_presuspend_undo_targets(map);
			return r;
		}
	}
	r = block_and_drain(md, map, TASK_INTERRUPTIBLE);
	if (r < 0) {
		unblock(md);
		thaw(md);
		dm_table_presuspend_undo_targets(map);
	}
	return r;
}

int dm_suspend(struct mapped_device *md, unsigned int flags)
{
	int r = -EINVAL;

	mutex_lock(&md->suspend_lock);
	if (dm_suspended_md(md))
		goto out;
	r = suspend_steps(md, md->map, flags);
	if (r)
		goto out;
	dm_set(md, DMF_POST_SUSPENDING);
	dm_table_postsuspend_targets(md->map);
	dm_clear(md, DMF_POST_SUSPENDING);
out:
	mutex_unlock(&md->suspend_lock);
	return r;
}

/* --- resume --- */

/* The suspended bit goes last: map may run while it still reads true (F2.8). */
int dm_resume(struct mapped_device *md)
{
	int r = -EINVAL;

	mutex_lock(&md->suspend_lock);
	if (!dm_suspended_md(md) || !md->map || !dm_table_get_size(md->map))
		goto out;
	r = dm_table_resume_targets(md->map);
	if (r)
		goto out;
	unblock(md);
	thaw(md);
	dm_clear(md, DMF_SUSPENDED);
out:
	mutex_unlock(&md->suspend_lock);
	return r;
}
