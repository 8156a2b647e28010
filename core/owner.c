// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which device works on which disks.
 *
 * From: target.c, at activation and at the end.
 * To:   nobody: a list of all instances that were activated.
 *
 * dm core opens disks for itself, not for one of its devices, so a second table may name
 * a cache that is in use:
 *
 *   1. "wb" has dirty blocks in segments 1 to 4 of the cache, which the HDD lacks;
 *   2. "wb2", with another HDD, replays them: onto the wrong HDD;
 *   3. both go on with segment 5. What a flush of one has made durable is gone.
 *
 * The same with one HDD behind two caches, each of which hides the writes of the other. A
 * device may be given a new table on its own disks: the old one is suspended then, for
 * good. A suspended device keeps what it has, for it may be resumed.
 */
#include "writeboost.h"

static DEFINE_MUTEX(owners_mutex);
static LIST_HEAD(owners);

static bool is_same_disk(const struct wb_device *a, enum wb_disk disk_a, const struct wb_device *b,
			 enum wb_disk disk_b)
{
	return a->disk[disk_a]->bdev == b->disk[disk_b]->bdev;
}

/* Two tables of one device take turns. A table has no other target (DM_TARGET_SINGLETON). */
static bool takes_turns(const struct wb_device *a, const struct wb_device *b)
{
	return dm_table_get_md(a->ti->table) == dm_table_get_md(b->ti->table);
}

static int check_disk(struct wb_device *wb, enum wb_disk disk, const struct wb_device *other)
{
	static const char *const names[WB_NR_DISKS] = {
		[WB_BACKING] = "backing", [WB_CACHE] = "cache"
	};

	if (!is_same_disk(wb, disk, other, WB_BACKING) && !is_same_disk(wb, disk, other, WB_CACHE))
		return 0;
	DMERR("the %s device %s is in use by %s", names[disk], wb->disk[disk]->name,
	      dm_device_name(dm_table_get_md(other->ti->table)));
	return -EBUSY;
}

/**
 * wb_owner_claim - the disks of @wb are its own from now on
 * @wb: in preresume; may have claimed them before
 *
 * Return: -EBUSY, and a line in the log, if another device works on one of them.
 */
int wb_owner_claim(struct wb_device *wb)
{
	struct wb_device *other;
	int r = 0;

	mutex_lock(&owners_mutex);
	list_for_each_entry(other, &owners, owners) {
		if (other == wb || takes_turns(wb, other))
			continue;
		r = check_disk(wb, WB_CACHE, other);
		if (!r)
			r = check_disk(wb, WB_BACKING, other);
		if (r)
			break;
	}
	if (!r && list_empty(&wb->owners))
		list_add_tail(&wb->owners, &owners);
	mutex_unlock(&owners_mutex);
	return r;
}

/**
 * wb_owner_release - others may have the disks of @wb
 * @wb: at its end, whether it has claimed them or not
 */
void wb_owner_release(struct wb_device *wb)
{
	mutex_lock(&owners_mutex);
	list_del_init(&wb->owners);
	mutex_unlock(&owners_mutex);
}
