// SPDX-License-Identifier: GPL-2.0-only
/*
 * The ioctls of the device mapper: names, inactive tables, and the order in which
 * things happen to a device (kernel-semantics 2.1, 2.4, 2.6).
 *
 * From: dmsetup.c. To: dm-md.c, dm-suspend.c, dm-table.c.
 */
#include "dm-ioctl.h"

#include <linux/blkdev.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "blk.h"
#include "boot.h"
#include "finding.h"

#define DM_MSG_PREFIX "ioctl"

static LIST_HEAD(devices);

/* --- names --- */

struct mapped_device *dm_find(const char *name)
{
	struct mapped_device *md;

	list_for_each_entry(md, &devices, all) {
		if (!strcmp(md->name, name))
			return md;
	}
	return NULL;
}

/* As an ioctl holds it: destruction waits for the put (F2.18). */
struct mapped_device *dm_ioctl_get(const char *name)
{
	struct mapped_device *md = dm_find(name);

	if (md)
		md->nr_holders++;
	return md;
}

void dm_ioctl_put(struct mapped_device *md)
{
	md->nr_holders--;
}

static u32 free_minor(void)
{
	struct mapped_device *md;
	u32 minor = 0;

restart:
	list_for_each_entry(md, &devices, all) {
		if (md->minor == minor) {
			minor++;
			goto restart;
		}
	}
	return minor;
}

int dm_dev_create(const char *name)
{
	struct mapped_device *md;

	if (!name[0] || strlen(name) > DM_MAX_DEVICE_NAME_LEN || strchr(name, '/')) {
		DMERR("invalid device name");
		return -EINVAL;
	}
	if (dm_find(name))
		return -EBUSY;
	md = dm_create(free_minor(), name);
	if (!md)
		return -ENOMEM;
	list_add_tail(&md->all, &devices);
	return 0;
}

/* --- load, clear --- */

static int check_loaded(struct mapped_device *md, struct dm_table *t)
{
	if (md->immutable_type && md->immutable_type != t->immutable_type) {
		DMERR("can't replace immutable target type %s", md->immutable_type->name);
		return -EINVAL;
	}
	return dm_test(md, DMF_READY) ? 0 : dm_setup_queue(md, t);
}

static int make_table(struct mapped_device *md, const struct dm_line *lines, u32 nr_lines,
		      bool is_readonly, struct dm_table **result)
{
	fmode_t mode = is_readonly ? FMODE_READ : FMODE_READ | FMODE_WRITE;
	struct dm_table *t;
	int r = 0;
	u32 i;

	if (!nr_lines) {
		DMERR("populate_table: no targets specified");
		return -EINVAL;
	}
	t = dm_table_create(md, mode, nr_lines);
	if (!t)
		return -ENOMEM;
	for (i = 0; i < nr_lines && !r; i++) {
		r = dm_table_add_target(t, lines[i].type, lines[i].begin, lines[i].len,
					lines[i].params);
		if (r)
			DMERR("error adding target to table");
	}
	if (!r)
		r = dm_table_complete(t);
	if (!r)
		r = check_loaded(md, t);
	if (r)
		dm_table_destroy(t);
	else
		*result = t;
	return r;
}

int dm_table_load(const char *name, const struct dm_line *lines, u32 nr_lines, bool is_readonly)
{
	struct mapped_device *md = dm_ioctl_get(name);
	struct dm_table *t, *old = NULL;
	int r;

	if (!md)
		return -ENXIO;
	mutex_lock(&md->type_lock);
	r = make_table(md, lines, nr_lines, is_readonly, &t);
	mutex_unlock(&md->type_lock);
	if (!r) {
		old = md->new_map;
		md->new_map = t;
	}
	dm_table_destroy(old);
	dm_ioctl_put(md);
	return r;
}

int dm_table_clear(const char *name)
{
	struct mapped_device *md = dm_ioctl_get(name);
	struct dm_table *old;

	if (!md)
		return -ENXIO;
	old = md->new_map;
	md->new_map = NULL;
	dm_table_destroy(old);
	dm_ioctl_put(md);
	return 0;
}

/* --- suspend, resume --- */

int dm_dev_suspend(const char *name, unsigned int flags)
{
	struct mapped_device *md = dm_ioctl_get(name);
	int r = 0;

	if (!md)
		return -ENXIO;
	if (!dm_suspended_md(md)) /* F2.11 */
		r = dm_suspend(md, flags);
	dm_ioctl_put(md);
	return r;
}

static int swap_in(struct mapped_device *md, struct dm_table *new_map, unsigned int flags,
		   struct dm_table **old)
{
	if (!dm_suspended_md(md)) {
		int r = dm_suspend(md, flags);

		if (r) {
			dm_table_destroy(new_map);
			return r;
		}
	}
	*old = dm_swap_table(md, new_map);
	if (IS_ERR(*old)) { /* F2.13: stays suspended, with the old table */
		int r = PTR_ERR(*old);

		*old = NULL;
		dm_table_destroy(new_map);
		return r;
	}
	set_disk_ro(md->disk, !(dm_table_get_mode(new_map) & FMODE_WRITE));
	return 0;
}

/* The old table goes last, also when resume failed (F2.1, 2.1). */
int dm_dev_resume(const char *name, unsigned int flags)
{
	struct mapped_device *md = dm_ioctl_get(name);
	struct dm_table *new_map, *old = NULL;
	int r = 0;

	if (!md)
		return -ENXIO;
	new_map = md->new_map;
	md->new_map = NULL;
	if (new_map)
		r = swap_in(md, new_map, flags, &old);
	if (!r && dm_suspended_md(md)) {
		r = dm_resume(md);
		yield(); /* the uevent is sent: what resume let go runs before the old table goes */
	}
	dm_table_destroy(old);
	dm_ioctl_put(md);
	return r;
}

/* --- remove --- */

static void remove_now(struct mapped_device *md)
{
	struct dm_table *inactive = md->new_map;
	struct dm_table *live;
	u32 idx;

	list_del(&md->all);
	md->disk->mapper_name = NULL;
	live = dm_get_live_table(md, &idx);
	if (live)
		dm_table_event(live);
	dm_put_live_table(md, idx);
	md->new_map = NULL;
	dm_table_destroy(inactive);
	dm_destroy(md);
}

int dm_dev_remove(const char *name, bool is_deferred)
{
	struct mapped_device *md = dm_find(name);

	if (!md)
		return -ENXIO;
	if (md->disk->part0->bd_openers) { /* F2.16 */
		if (!is_deferred)
			return -EBUSY;
		dm_set(md, DMF_DEFERRED_REMOVE);
		return 0;
	}
	if (dm_test(md, DMF_DELETING))
		return -ENXIO;
	dm_set(md, DMF_DELETING);
	remove_now(md);
	return 0;
}

void dm_remove_deferred(struct mapped_device *md)
{
	struct mapped_device *other;

	list_for_each_entry(other, &devices, all) {
		if (other != md || md->disk->part0->bd_openers ||
		    !dm_test(md, DMF_DEFERRED_REMOVE) || dm_test(md, DMF_DELETING))
			continue;
		dm_set(md, DMF_DELETING);
		remove_now(md);
		return;
	}
}

/* --- messages (F4.5-F4.9) --- */

/* 2: not one of the core's. */
static int core_message(struct mapped_device *md, int argc, char **argv)
{
	if (**argv != '@')
		return 2;
	if (!strcasecmp(argv[0], "@cancel_deferred_remove")) {
		if (argc != 1) {
			DMERR("Invalid arguments for @cancel_deferred_remove");
			return -EINVAL;
		}
		if (dm_test(md, DMF_DELETING))
			return -EBUSY;
		dm_clear(md, DMF_DEFERRED_REMOVE);
		return 0;
	}
	if (!strncasecmp(argv[0], "@stats_", 7))
		shim_unimplemented("dm-stats");
	DMERR("Unsupported message sent to DM core: %s", argv[0]);
	return -EINVAL;
}

static int target_message(struct mapped_device *md, sector_t sector, int argc, char **argv,
			  char *result, unsigned int maxlen)
{
	struct dm_target *ti;
	struct dm_table *t;
	int r = -EINVAL;
	u32 idx;

	t = dm_get_live_table(md, &idx);
	if (!t)
		goto out;
	if (dm_test(md, DMF_FREEING) || dm_test(md, DMF_DELETING)) {
		r = -ENXIO;
		goto out;
	}
	ti = dm_table_find_target(t, sector);
	if (!ti)
		DMERR("Target message sector outside device.");
	else if (ti->type->message)
		r = ti->type->message(ti, argc, argv, result, maxlen);
	else
		DMERR("Target type does not support messages");
out:
	dm_put_live_table(md, idx);
	return r;
}

/**
 * dm_target_msg - one message
 * @buf: holds @text; the result overwrites it, and so the arguments (F4.6)
 */
int dm_target_msg(struct mapped_device *md, sector_t sector, char *text, char *buf,
		  unsigned int maxlen)
{
	char **argv;
	int argc, r;

	r = dm_split_args(&argc, &argv, text);
	if (r) {
		DMERR("Failed to split target message parameters");
		return r;
	}
	if (!argc) {
		DMERR("Empty message received.");
		r = -EINVAL;
	} else {
		r = core_message(md, argc, argv);
		if (r == 2)
			r = target_message(md, sector, argc, argv, buf, maxlen);
	}
	kfree(argv);
	return r;
}

/* --- status (F4.1-F4.4) --- */

#define SPEC_BYTES 40

/* One target's text; false: it did not fit. */
static bool status_of(struct dm_target *ti, status_type_t type, unsigned int flags, char *text,
		      size_t remaining)
{
	if (!ti->type->status) {
		text[0] = '\0';
		return true;
	}
	ti->type->status(ti, type, flags, text, remaining);
	if (!memchr(text, '\0', remaining))
		finding_report("status-unterminated", "%s: status() left its buffer without a NUL",
			       ti->type->name);
	return strlen(text) + 1 < remaining;
}

static int print_table(struct dm_table *t, status_type_t type, unsigned int flags, char *buf,
		       size_t buf_bytes, char *out, size_t out_bytes)
{
	size_t at = 0, n = 0;
	unsigned int i;

	for (i = 0; i < t->nr_targets; i++) {
		struct dm_target *ti = &t->targets[i];

		at += SPEC_BYTES;
		if (at >= buf_bytes || !status_of(ti, type, flags, buf + at, buf_bytes - at))
			return -ENOSPC;
		n += scnprintf(out + n, out_bytes - n, "%llu %llu %s %s\n",
			       (unsigned long long)ti->begin, (unsigned long long)ti->len,
			       ti->type->name, buf + at);
		at += roundup(strlen(buf + at) + 1, 8);
	}
	return 0;
}

/* The buffer grows until the text fits: status may run several times (F4.3). */
int dm_table_status(const char *name, status_type_t type, unsigned int flags, bool is_inactive,
		    char *out, size_t out_bytes)
{
	struct mapped_device *md = dm_ioctl_get(name);
	size_t buf_bytes = 16384;
	struct dm_table *t;
	char *buf;
	int r = 0;
	u32 idx;

	if (out_bytes)
		out[0] = '\0';
	if (!md)
		return -ENXIO;
	for (;; buf_bytes *= 2) {
		buf = kvmalloc(buf_bytes, GFP_KERNEL);
		if (!buf) {
			r = -ENOMEM;
			break;
		}
		memset(buf, 0x5a, buf_bytes);
		t = dm_get_live_table(md, &idx);
		if (is_inactive)
			t = md->new_map;
		if (t)
			r = print_table(t, type, flags, buf, buf_bytes, out, out_bytes);
		dm_put_live_table(md, idx);
		kvfree(buf);
		if (r != -ENOSPC)
			break;
		r = 0;
	}
	dm_ioctl_put(md);
	return r;
}

/* --- info, wait --- */

int dm_dev_info(const char *name, struct dmsetup_info *info)
{
	struct mapped_device *md = dm_find(name);
	struct request_queue *q;

	memset(info, 0, sizeof(*info));
	if (!md)
		return -ENXIO;
	q = md->disk->queue;
	*info = (struct dmsetup_info){
		.exists = true,
		.is_suspended = dm_suspended_md(md),
		.has_live_table = md->map != NULL,
		.has_inactive_table = md->new_map != NULL,
		.is_readonly = md->disk->part0->bd_read_only,
		.open_count = md->disk->part0->bd_openers,
		.event_nr = md->event_nr,
		.major = DM_MAJOR,
		.minor = md->minor,
		.nr_sectors = get_capacity(md->disk),
		.logical_block_bytes = queue_logical_block_size(q),
		.physical_block_bytes = q->limits.physical_block_size,
		.io_min_bytes = q->limits.io_min,
		.io_opt_bytes = q->limits.io_opt,
		.max_discard_sectors = q->limits.max_discard_sectors,
		.max_sectors = q->limits.max_sectors,
		.has_write_cache = test_bit(QUEUE_FLAG_WC, &q->queue_flags),
		.has_fua = test_bit(QUEUE_FLAG_FUA, &q->queue_flags),
		.is_rotational = !blk_queue_nonrot(q),
	};
	return 0;
}

int dm_dev_wait(const char *name, u32 event_nr)
{
	struct mapped_device *md = dm_ioctl_get(name);
	int r;

	if (!md)
		return -ENXIO;
	r = wait_event_interruptible(md->eventq, md->event_nr != event_nr);
	dm_ioctl_put(md);
	return r ? -ERESTARTSYS : 0;
}

/* --- power-on, and what is left at the end --- */

static void ioctl_boot(void)
{
	INIT_LIST_HEAD(&devices);
}

static void ioctl_census(void)
{
	struct mapped_device *md;

	list_for_each_entry(md, &devices, all)
		finding_report("dm-device-left", "dm device %s was not removed", md->name);
}

SHIM_SUBSYSTEM(dm_ioctl, 51, ioctl_boot, ioctl_census);
