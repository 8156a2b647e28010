// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tables: targets side by side, made by their constructors.
 *
 * From: dm-ioctl.c. To: the targets' ctr, dtr and life-cycle callbacks.
 */
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "dm-core.h"
#include "finding.h"
#include "words.h"

#define DM_MSG_PREFIX "table"
#define TARGETS_MAX 1048576

static char last_error[256];

struct dm_table *dm_table_create(struct mapped_device *md, fmode_t mode, unsigned int nr_targets)
{
	struct dm_table *t = kzalloc(sizeof(*t), GFP_KERNEL);

	if (!t)
		return NULL;
	t->targets = kcalloc(nr_targets, sizeof(*t->targets), GFP_KERNEL);
	if (!t->targets) {
		kfree(t);
		return NULL;
	}
	t->md = md;
	t->mode = mode;
	t->nr_allocated = nr_targets;
	INIT_LIST_HEAD(&t->devices);
	return t;
}

void dm_table_destroy(struct dm_table *t)
{
	unsigned int i;

	if (!t)
		return;
	for (i = 0; i < t->nr_targets; i++) {
		if (t->targets[i].type->dtr)
			t->targets[i].type->dtr(&t->targets[i]);
		dm_put_target_type(t->targets[i].type);
	}
	dm_table_free_devices(t);
	dm_pools_destroy(t->pools);
	kfree(t->targets);
	kfree(t);
}

/* --- adding a target --- */

/* What the type itself forbids; NULL: nothing. F3.11 */
static char *type_error(struct dm_table *t, struct target_type *type)
{
	if (dm_target_needs_singleton(type) && t->nr_targets)
		return "singleton target type must appear alone in table";
	if (dm_target_always_writeable(type) && !(t->mode & FMODE_WRITE))
		return "target type may not be included in a read-only table";
	if (t->immutable_type && t->immutable_type != type)
		return "immutable target type cannot be mixed with other target types";
	if (dm_target_is_immutable(type) && !t->immutable_type && t->nr_targets)
		return "immutable target type cannot be mixed with other target types";
	return NULL;
}

static bool adjoins_last(struct dm_table *t, struct dm_target *ti)
{
	struct dm_target *last;

	if (!t->nr_targets)
		return !ti->begin;
	last = &t->targets[t->nr_targets - 1];
	return ti->begin == last->begin + last->len;
}

/* The words die when the constructor returns (F3.1): they are poisoned first. */
static int construct(struct dm_target *ti, char *params)
{
	size_t len_bytes = strlen(params);
	char **argv;
	int argc, r;

	r = dm_split_args(&argc, &argv, params);
	if (r) {
		ti->error = "couldn't split parameters";
		return r;
	}
	r = ti->type->ctr(ti, argc, argv);
	memset(params, 0x6b, len_bytes);
	kfree(argv);
	return r;
}

static int init_target(struct dm_table *t, struct dm_target *ti, char *params)
{
	ti->error = type_error(t, ti->type);
	if (ti->error)
		return -EINVAL;
	t->is_singleton = dm_target_needs_singleton(ti->type);
	if (dm_target_is_immutable(ti->type))
		t->immutable_type = ti->type;
	ti->error = "Unknown error";
	if (!adjoins_last(t, ti)) {
		ti->error = "Gap in table";
		return -EINVAL;
	}
	return construct(ti, params);
}

int dm_table_add_target(struct dm_table *t, const char *type, sector_t start, sector_t len,
			char *params)
{
	struct dm_target *ti = &t->targets[t->nr_targets];
	int r;

	last_error[0] = '\0';
	if (t->is_singleton) {
		DMERR("%s: target type %s must appear alone in table", dm_device_name(t->md),
		      t->targets->type->name);
		return -EINVAL;
	}
	memset(ti, 0, sizeof(*ti));
	if (!len) {
		DMERR("%s: zero-length target", dm_device_name(t->md));
		return -EINVAL;
	}
	if (start + len < start) {
		DMERR("%s: target ends beyond the last sector there can be", dm_device_name(t->md));
		return -EINVAL;
	}
	ti->type = dm_get_target_type(type);
	if (!ti->type) {
		DMERR("%s: %s: unknown target type", dm_device_name(t->md), type);
		return -EINVAL;
	}
	ti->table = t;
	ti->begin = start;
	ti->len = len;
	r = init_target(t, ti, params);
	if (r) { /* F3.2 */
		strscpy(last_error, ti->error ? ti->error : "", sizeof(last_error));
		DMERR("%s: %s: %s (-%s)", dm_device_name(t->md), type, ti->error, errno_word(r));
		dm_put_target_type(ti->type);
		return r;
	}
	t->nr_targets++;
	if (!ti->num_discard_bios && ti->discards_supported)
		DMWARN("%s: %s: ignoring discards_supported because num_discard_bios is zero.",
		       dm_device_name(t->md), type);
	return 0;
}

const char *dmsetup_last_error(void)
{
	return last_error;
}

/* Pools are sized by the largest per-bio data (F1.26). */
int dm_table_complete(struct dm_table *t)
{
	unsigned int i, per_io_data_size = 0;

	if (!t->nr_targets)
		return -EINVAL;
	for (i = 0; i < t->nr_targets; i++)
		per_io_data_size = max(per_io_data_size, t->targets[i].per_io_data_size);
	t->pools = dm_pools_create(per_io_data_size);
	return t->pools ? 0 : -ENOMEM;
}

/* --- asking --- */

struct dm_target *dm_table_find_target(struct dm_table *t, sector_t sector)
{
	unsigned int begin = 0, end = t->nr_targets;

	if (sector >= dm_table_get_size(t))
		return NULL;
	while (end - begin > 1) {
		unsigned int mid = begin + (end - begin) / 2;

		if (t->targets[mid].begin <= sector)
			begin = mid;
		else
			end = mid;
	}
	return &t->targets[begin];
}

unsigned int dm_table_get_num_targets(struct dm_table *t)
{
	return t->nr_targets;
}

sector_t dm_table_get_size(struct dm_table *t)
{
	struct dm_target *last = t->nr_targets ? &t->targets[t->nr_targets - 1] : NULL;

	return last ? last->begin + last->len : 0;
}
EXPORT_SYMBOL(dm_table_get_size);

fmode_t dm_table_get_mode(struct dm_table *t)
{
	return t->mode;
}
EXPORT_SYMBOL(dm_table_get_mode);

struct mapped_device *dm_table_get_md(struct dm_table *t)
{
	return t->md;
}
EXPORT_SYMBOL(dm_table_get_md);

const char *dm_table_device_name(struct dm_table *t)
{
	return dm_device_name(t->md);
}
EXPORT_SYMBOL_GPL(dm_table_device_name);

void dm_table_run_md_queue_async(struct dm_table *t)
{
	shim_unimplemented("dm_table_run_md_queue_async");
}

/* --- events (F4.11) --- */

void dm_table_event_callback(struct dm_table *t, void (*fn)(void *), void *context)
{
	t->event_fn = fn;
	t->event_context = context;
}

void dm_table_event(struct dm_table *t)
{
	might_sleep();
	if (t->event_fn)
		t->event_fn(t->event_context);
}
EXPORT_SYMBOL(dm_table_event);

/* --- the life of targets; @t may be NULL --- */

#define for_each_target(ti, t) \
	for (ti = (t) ? (t)->targets : NULL; (t) && ti < (t)->targets + (t)->nr_targets; ti++)

void dm_table_presuspend_targets(struct dm_table *t)
{
	struct dm_target *ti;

	for_each_target(ti, t) if (ti->type->presuspend) ti->type->presuspend(ti);
}

void dm_table_presuspend_undo_targets(struct dm_table *t)
{
	struct dm_target *ti;

	for_each_target(ti, t) if (ti->type->presuspend_undo) ti->type->presuspend_undo(ti);
}

void dm_table_postsuspend_targets(struct dm_table *t)
{
	struct dm_target *ti;

	for_each_target(ti, t) if (ti->type->postsuspend) ti->type->postsuspend(ti);
}

/* All preresumes, then all resumes; the first error ends it. */
int dm_table_resume_targets(struct dm_table *t)
{
	struct dm_target *ti;
	int r;

	for_each_target(ti, t)
	{
		r = ti->type->preresume ? ti->type->preresume(ti) : 0;
		if (r) {
			DMERR("%s: %s: preresume failed, error = %d", dm_device_name(t->md),
			      ti->type->name, r);
			return r;
		}
	}
	for_each_target(ti, t) if (ti->type->resume) ti->type->resume(ti);
	return 0;
}
