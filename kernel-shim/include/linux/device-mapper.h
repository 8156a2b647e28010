/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a device-mapper target and the device-mapper core say to each other.
 */
#ifndef _LINUX_DEVICE_MAPPER_H
#define _LINUX_DEVICE_MAPPER_H

#include <linux/bio.h>
#include <linux/blkdev.h>
#include <linux/dm-io.h>
#include <linux/math64.h>
#include <linux/module.h>
#include <linux/printk.h>
#include <linux/ratelimit.h>

struct dm_dev;
struct dm_target;
struct dm_table;
struct mapped_device;
struct request;

#define DM_MAX_DEVICE_NAME_LEN 127
#define DM_MAX_TYPE_NAME 16
#define DM_NAME "device-mapper"

typedef enum { STATUSTYPE_INFO, STATUSTYPE_TABLE, STATUSTYPE_IMA } status_type_t;

typedef int (*dm_ctr_fn)(struct dm_target *target, unsigned int argc, char **argv);
typedef void (*dm_dtr_fn)(struct dm_target *ti);
typedef int (*dm_map_fn)(struct dm_target *ti, struct bio *bio);
typedef int (*dm_endio_fn)(struct dm_target *ti, struct bio *bio, blk_status_t *error);
typedef void (*dm_presuspend_fn)(struct dm_target *ti);
typedef void (*dm_presuspend_undo_fn)(struct dm_target *ti);
typedef void (*dm_postsuspend_fn)(struct dm_target *ti);
typedef int (*dm_preresume_fn)(struct dm_target *ti);
typedef void (*dm_resume_fn)(struct dm_target *ti);
typedef void (*dm_status_fn)(struct dm_target *ti, status_type_t status_type,
			     unsigned int status_flags, char *result, unsigned int maxlen);
typedef int (*dm_message_fn)(struct dm_target *ti, unsigned int argc, char **argv, char *result,
			     unsigned int maxlen);
typedef int (*dm_prepare_ioctl_fn)(struct dm_target *ti, struct block_device **bdev);
typedef int (*dm_busy_fn)(struct dm_target *ti);
typedef int (*iterate_devices_callout_fn)(struct dm_target *ti, struct dm_dev *dev, sector_t start,
					  sector_t len, void *data);
typedef int (*dm_iterate_devices_fn)(struct dm_target *ti, iterate_devices_callout_fn fn,
				     void *data);
typedef void (*dm_io_hints_fn)(struct dm_target *ti, struct queue_limits *limits);

#define DM_STATUS_NOFLUSH_FLAG (1 << 6)

/**
 * struct target_type - a kind of target; fields and their callers as in 6.1
 */
struct target_type {
	uint64_t features;
	const char *name;
	struct module *module;
	unsigned int version[3];
	dm_ctr_fn ctr;
	dm_dtr_fn dtr;
	dm_map_fn map;
	dm_endio_fn end_io;
	dm_presuspend_fn presuspend;
	dm_presuspend_undo_fn presuspend_undo;
	dm_postsuspend_fn postsuspend;
	dm_preresume_fn preresume;
	dm_resume_fn resume;
	dm_status_fn status;
	dm_message_fn message;
	dm_prepare_ioctl_fn prepare_ioctl;
	dm_busy_fn busy;
	dm_iterate_devices_fn iterate_devices;
	dm_io_hints_fn io_hints;

	struct list_head list; /* among those registered */
	unsigned long nr_users; /* targets of any table */
};

#define DM_TARGET_SINGLETON 0x00000001
#define DM_TARGET_ALWAYS_WRITEABLE 0x00000002
#define DM_TARGET_IMMUTABLE 0x00000004
#define DM_TARGET_WILDCARD 0x00000008
#define DM_TARGET_INTEGRITY 0x00000010
#define DM_TARGET_PASSES_INTEGRITY 0x00000020
#define DM_TARGET_ZONED_HM 0x00000040
#define DM_TARGET_NOWAIT 0x00000080
#define DM_TARGET_PASSES_CRYPTO 0x00000100
#define DM_TARGET_MIXED_ZONED_MODEL 0x00000200

#define dm_target_needs_singleton(type) ((type)->features & DM_TARGET_SINGLETON)
#define dm_target_always_writeable(type) ((type)->features & DM_TARGET_ALWAYS_WRITEABLE)
#define dm_target_is_immutable(type) ((type)->features & DM_TARGET_IMMUTABLE)
#define dm_target_is_wildcard(type) ((type)->features & DM_TARGET_WILDCARD)
#define dm_target_supports_nowait(type) ((type)->features & DM_TARGET_NOWAIT)

/**
 * struct dm_target - a range of a table (F3.12)
 * @begin, @len: sectors of the dm device
 * @max_io_len: sectors; 0: no limit. Counted from @begin (F1.14)
 * @error: why ctr failed, for the log
 */
struct dm_target {
	struct dm_table *table;
	struct target_type *type;
	sector_t begin;
	sector_t len;
	uint32_t max_io_len;
	unsigned int num_flush_bios;
	unsigned int num_discard_bios;
	unsigned int num_secure_erase_bios;
	unsigned int num_write_zeroes_bios;
	unsigned int per_io_data_size;
	void *private;
	char *error;
	bool flush_supported : 1;
	bool discards_supported : 1;
	bool limit_swap_bios : 1;
	bool emulate_zone_append : 1;
	bool accounts_remapped_io : 1;
	bool needs_bio_set_dev : 1;
	bool needs_stable_writes : 1;
};

struct dm_dev {
	struct block_device *bdev;
	fmode_t mode;
	char name[16];
};

/* --- devices of a target (dm-table.c) --- */
dev_t dm_get_dev_t(const char *path);
int dm_get_device(struct dm_target *ti, const char *path, fmode_t mode, struct dm_dev **result);
void dm_put_device(struct dm_target *ti, struct dm_dev *d);

/* --- target types (dm-target.c) --- */
int dm_register_target(struct target_type *t);
void dm_unregister_target(struct target_type *t);

/* --- arguments (dm-args.c) --- */
struct dm_arg_set {
	unsigned int argc;
	char **argv;
};

struct dm_arg {
	unsigned int min;
	unsigned int max;
	char *error;
};

int dm_read_arg(const struct dm_arg *arg, struct dm_arg_set *arg_set, unsigned int *value,
		char **error);
int dm_read_arg_group(const struct dm_arg *arg, struct dm_arg_set *arg_set, unsigned int *num_args,
		      char **error);
const char *dm_shift_arg(struct dm_arg_set *as);
void dm_consume_args(struct dm_arg_set *as, unsigned int num_args);
int dm_split_args(int *argc, char ***argvp, char *input);

/* --- bios (dm.c) --- */
#define DM_MAPIO_SUBMITTED 0
#define DM_MAPIO_REMAPPED 1
#define DM_MAPIO_REQUEUE 2
#define DM_MAPIO_DELAY_REQUEUE 3
#define DM_MAPIO_KILL 4

#define DM_ENDIO_DONE 0
#define DM_ENDIO_INCOMPLETE 1
#define DM_ENDIO_REQUEUE 2
#define DM_ENDIO_DELAY_REQUEUE 3

void *dm_per_bio_data(struct bio *bio, size_t data_size);
struct bio *dm_bio_from_per_bio_data(void *data, size_t data_size);
unsigned int dm_bio_get_target_bio_nr(const struct bio *bio);
u64 dm_start_time_ns_from_clone(struct bio *bio);
void dm_accept_partial_bio(struct bio *bio, unsigned int n_sectors);
void dm_submit_bio_remap(struct bio *clone, struct bio *tgt_clone);
int __must_check dm_set_target_max_io_len(struct dm_target *ti, sector_t len);

/* --- the device --- */
struct mapped_device *dm_table_get_md(struct dm_table *t);
const char *dm_device_name(struct mapped_device *md);
const char *dm_table_device_name(struct dm_table *t);
struct gendisk *dm_disk(struct mapped_device *md);
int dm_suspended(struct dm_target *ti);
int dm_post_suspending(struct dm_target *ti);
int dm_noflush_suspending(struct dm_target *ti);
void dm_table_event(struct dm_table *t);
void dm_table_run_md_queue_async(struct dm_table *t);

/* --- tables --- */
unsigned int dm_table_get_num_targets(struct dm_table *t);
sector_t dm_table_get_size(struct dm_table *t);
fmode_t dm_table_get_mode(struct dm_table *t);

/* --- the log: F3.20 --- */
#define DM_FMT(fmt) DM_NAME ": " DM_MSG_PREFIX ": " fmt "\n"

#define DMCRIT(fmt, ...) pr_crit(DM_FMT(fmt), ##__VA_ARGS__)
#define DMERR(fmt, ...) pr_err(DM_FMT(fmt), ##__VA_ARGS__)
#define DMERR_LIMIT(fmt, ...) pr_err_ratelimited(DM_FMT(fmt), ##__VA_ARGS__)
#define DMWARN(fmt, ...) pr_warn(DM_FMT(fmt), ##__VA_ARGS__)
#define DMWARN_LIMIT(fmt, ...) pr_warn_ratelimited(DM_FMT(fmt), ##__VA_ARGS__)
#define DMINFO(fmt, ...) pr_info(DM_FMT(fmt), ##__VA_ARGS__)
#define DMINFO_LIMIT(fmt, ...) pr_info_ratelimited(DM_FMT(fmt), ##__VA_ARGS__)
#define DMDEBUG(fmt, ...) pr_debug(DM_FMT(fmt), ##__VA_ARGS__)
#define DMDEBUG_LIMIT(fmt, ...) pr_debug(DM_FMT(fmt), ##__VA_ARGS__)

/* Needs locals sz, result and maxlen (F4.2). */
#define DMEMIT(x...) (sz += ((sz >= maxlen) ? 0 : scnprintf(result + sz, maxlen - sz, x)))

#define DMEMIT_TARGET_NAME_VERSION(y)                                                \
	DMEMIT("target_name=%s,target_version=%u.%u.%u", (y)->name, (y)->version[0], \
	       (y)->version[1], (y)->version[2])

/* --- arithmetic --- */
#define dm_target_offset(ti, sector) ((sector) - (ti)->begin)
#define dm_div_up(n, sz) (((n) + (sz)-1) / (sz))
#define dm_sector_div_up(n, sz)               \
	({                                    \
		sector_t _r = ((n) + (sz)-1); \
		sector_div(_r, (sz));         \
		_r;                           \
	})
#define dm_round_up(n, sz) (dm_div_up((n), (sz)) * (sz))
#define dm_array_too_big(fixed, obj, num) ((num) > (UINT_MAX - (fixed)) / (obj))

static inline sector_t to_sector(unsigned long long n)
{
	return n >> SECTOR_SHIFT;
}

static inline unsigned long to_bytes(sector_t n)
{
	return n << SECTOR_SHIFT;
}

#endif
