/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Inside the device mapper: what its own files share. Targets do not look here.
 */
#ifndef SHIM_DM_CORE_H
#define SHIM_DM_CORE_H

#include <linux/blkdev.h>
#include <linux/device-mapper.h>
#include <linux/mutex.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

#include "user.h"

#define DM_MAJOR 253
#define DM_RESERVED_IOS 16

/* Bits of mapped_device.flags. */
enum {
	DMF_BLOCK_IO_FOR_SUSPEND,
	DMF_SUSPENDED,
	DMF_FREEING,
	DMF_DELETING,
	DMF_NOFLUSH_SUSPENDING,
	DMF_DEFERRED_REMOVE,
	DMF_POST_SUSPENDING,
	DMF_READY, /* had its first load: the disk is there */
};

#define DM_SUSPEND_LOCKFS 1u
#define DM_SUSPEND_NOFLUSH 2u

struct dm_mempools {
	struct bio_set bs; /* further clones of an I/O */
	struct bio_set io_bs; /* struct dm_io with the first clone */
};

/**
 * struct mapped_device - a dm device
 * @map: the live table; readers are counted as SRCU counts them: @nr_readers[@reader_idx]
 * @deferred: bios that wait for resume, and data parts of PREFLUSH bios (F1.38)
 * @nr_pending: dm_io objects (F1.36); suspend waits for none
 * @nr_holders: running ioctls; destruction waits for none (F2.18)
 */
struct mapped_device {
	struct list_head all;
	char name[DM_MAX_DEVICE_NAME_LEN + 1];
	char numbers[16];
	unsigned long flags;
	struct gendisk *disk;
	struct dm_table *map;
	struct dm_table *new_map; /* the inactive table */
	struct target_type *immutable_type;
	struct mutex suspend_lock;
	struct mutex type_lock;
	u32 reader_idx;
	u64 nr_readers[2];
	wait_queue_head_t readers_wait;
	struct bio_list deferred;
	struct work_struct work;
	struct work_struct remove_work; /* deferred removal */
	struct workqueue_struct *wq;
	u64 nr_pending;
	wait_queue_head_t wait;
	u32 event_nr;
	wait_queue_head_t eventq;
	u32 nr_holders;
	u32 minor;
	struct dm_mempools *pools;
	bool is_frozen;
};

struct dm_table {
	struct mapped_device *md;
	fmode_t mode;
	unsigned int nr_targets, nr_allocated;
	struct dm_target *targets;
	struct list_head devices;
	struct target_type *immutable_type;
	bool is_singleton;
	struct dm_mempools *pools;
	void (*event_fn)(void *context);
	void *event_context;
};

#define dm_test(md, bit) test_bit((bit), &(md)->flags)

static inline void dm_set(struct mapped_device *md, int bit)
{
	md->flags |= 1UL << bit;
}

static inline void dm_clear(struct mapped_device *md, int bit)
{
	md->flags &= ~(1UL << bit);
}

/* --- dm.c: bios --- */
extern const struct block_device_operations dm_fops;
void dm_work(struct work_struct *work); /* resubmits the deferred */
struct dm_table *dm_get_live_table(struct mapped_device *md, u32 *idx);
void dm_put_live_table(struct mapped_device *md, u32 idx);
void dm_sync_table(struct mapped_device *md); /* waits for all readers so far */
struct dm_mempools *dm_pools_create(unsigned int per_io_data_size);
void dm_pools_destroy(struct dm_mempools *pools);

/* --- dm-md.c: devices --- */
struct mapped_device *dm_create(u32 minor, const char *name);
void dm_destroy(struct mapped_device *md);
struct dm_table *dm_swap_table(struct mapped_device *md, struct dm_table *table);
int dm_setup_queue(struct mapped_device *md, struct dm_table *table);
struct mapped_device *dm_of_bdev(struct block_device *bdev);
int dm_open(struct block_device *bdev); /* -ENXIO while it is going away */
void dm_close(struct block_device *bdev); /* any context; may start a deferred removal */
void dm_wait_unused(struct mapped_device *md);

/* --- dm-suspend.c --- */
bool dm_suspended_md(struct mapped_device *md);
bool dm_noflush_suspending_md(struct mapped_device *md);
int dm_suspend(struct mapped_device *md, unsigned int flags);
int dm_resume(struct mapped_device *md);

/* A file system on the device: frozen by suspend, thawed by resume. NULL: none (tests). */
extern int (*dm_freeze_fs)(struct block_device *bdev);
extern void (*dm_thaw_fs)(struct block_device *bdev);

/* --- dm-table.c --- */
struct dm_table *dm_table_create(struct mapped_device *md, fmode_t mode, unsigned int nr_targets);
int dm_table_add_target(struct dm_table *t, const char *type, sector_t start, sector_t len,
			char *params);
int dm_table_complete(struct dm_table *t);
void dm_table_destroy(struct dm_table *t);
struct dm_target *dm_table_find_target(struct dm_table *t, sector_t sector);
void dm_table_event_callback(struct dm_table *t, void (*fn)(void *), void *context);
void dm_table_presuspend_targets(struct dm_table *t);
void dm_table_presuspend_undo_targets(struct dm_table *t);
void dm_table_postsuspend_targets(struct dm_table *t);
int dm_table_resume_targets(struct dm_table *t);

/* --- dm-device.c: the devices below a table --- */
void dm_table_free_devices(struct dm_table *t);

/* --- dm-limits.c --- */
int dm_calculate_queue_limits(struct dm_table *t, struct queue_limits *limits);
void dm_table_set_restrictions(struct dm_table *t, struct request_queue *q,
			       struct queue_limits *limits);

/* --- dm-target.c --- */
struct target_type *dm_get_target_type(const char *name);
void dm_put_target_type(struct target_type *tt);

/* --- dm-ioctl.c --- */
struct mapped_device *dm_find(const char *name);
void dm_remove_deferred(struct mapped_device *md);

#endif
