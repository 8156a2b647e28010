/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Block devices: limits, queues, plugging, and the helpers that do whole I/Os.
 */
#ifndef _LINUX_BLKDEV_H
#define _LINUX_BLKDEV_H

#include <linux/bio.h>
#include <linux/blk_types.h>
#include <linux/bitops.h>
#include <linux/fs.h>
#include <linux/kdev_t.h>
#include <linux/list.h>
#include <linux/sched.h>

struct hba;
struct mapped_device;
struct module;

#define BDEVNAME_SIZE 32
#define DISK_NAME_LEN 32
#define BLK_MAX_SEGMENTS 128
#define BLK_SAFE_MAX_SECTORS 255
#define BLK_DEF_MAX_SECTORS 2560
#define BLK_MAX_SEGMENT_SIZE 65536
#define BLK_SEG_BOUNDARY_MASK 0xFFFFFFFFUL

struct queue_limits {
	unsigned long seg_boundary_mask;
	unsigned long virt_boundary_mask;
	unsigned int max_hw_sectors;
	unsigned int max_dev_sectors;
	unsigned int chunk_sectors;
	unsigned int max_sectors;
	unsigned int max_segment_size;
	unsigned int physical_block_size;
	unsigned int logical_block_size;
	unsigned int alignment_offset;
	unsigned int io_min;
	unsigned int io_opt;
	unsigned int max_discard_sectors;
	unsigned int max_hw_discard_sectors;
	unsigned int max_secure_erase_sectors;
	unsigned int max_write_zeroes_sectors;
	unsigned int discard_granularity;
	unsigned int discard_alignment;
	unsigned short max_segments;
	unsigned short max_discard_segments;
	unsigned char misaligned;
	unsigned char discard_misaligned;
	unsigned int dma_alignment;
};

#define QUEUE_FLAG_NONROT 6
#define QUEUE_FLAG_DYING 1
#define QUEUE_FLAG_STABLE_WRITES 15
#define QUEUE_FLAG_WC 17
#define QUEUE_FLAG_FUA 18
#define QUEUE_FLAG_NOWAIT 29

struct request_queue {
	unsigned long queue_flags;
	struct queue_limits limits;
	struct gendisk *disk;
	void *queuedata;
};

struct block_device_operations {
	void (*submit_bio)(struct bio *bio);
	struct module *owner;
};

/**
 * struct gendisk - a disk of the machine, or a dm device
 * @hba: the adapter of the disk behind it, or NULL
 * @mapper_name: of a dm device: what /dev/mapper calls it, or NULL
 * @is_dead: new bios end with IOERR (F1.5)
 */
struct gendisk {
	int major;
	int first_minor;
	char disk_name[DISK_NAME_LEN];
	struct block_device *part0;
	const struct block_device_operations *fops;
	struct request_queue *queue;
	void *private_data;
	struct hba *hba;
	const char *mapper_name;
	bool is_dead;
	struct list_head all;
};

#define blk_queue_nonrot(q) test_bit(QUEUE_FLAG_NONROT, &(q)->queue_flags)
#define blk_queue_stable_writes(q) test_bit(QUEUE_FLAG_STABLE_WRITES, &(q)->queue_flags)
#define blk_queue_nowait(q) test_bit(QUEUE_FLAG_NOWAIT, &(q)->queue_flags)

static inline void blk_queue_flag_set(unsigned int flag, struct request_queue *q)
{
	q->queue_flags |= 1UL << flag;
}

static inline void blk_queue_flag_clear(unsigned int flag, struct request_queue *q)
{
	q->queue_flags &= ~(1UL << flag);
}

static inline struct request_queue *bdev_get_queue(struct block_device *bdev)
{
	return bdev->bd_queue;
}

static inline sector_t bdev_nr_sectors(struct block_device *bdev)
{
	return READ_ONCE(bdev->bd_nr_sectors);
}

static inline loff_t bdev_nr_bytes(struct block_device *bdev)
{
	return (loff_t)bdev_nr_sectors(bdev) << SECTOR_SHIFT;
}

static inline sector_t get_capacity(struct gendisk *disk)
{
	return bdev_nr_sectors(disk->part0);
}

void set_capacity(struct gendisk *disk, sector_t nr_sectors);
bool set_capacity_and_notify(struct gendisk *disk, sector_t nr_sectors);
void set_disk_ro(struct gendisk *disk, bool is_read_only);

static inline bool bdev_read_only(struct block_device *bdev)
{
	return bdev->bd_read_only;
}

static inline unsigned int queue_logical_block_size(const struct request_queue *q)
{
	return q->limits.logical_block_size ? q->limits.logical_block_size : 512;
}

static inline unsigned int bdev_logical_block_size(struct block_device *bdev)
{
	return queue_logical_block_size(bdev_get_queue(bdev));
}

static inline unsigned int bdev_physical_block_size(struct block_device *bdev)
{
	return bdev_get_queue(bdev)->limits.physical_block_size;
}

static inline unsigned int bdev_io_min(struct block_device *bdev)
{
	return bdev_get_queue(bdev)->limits.io_min;
}

static inline int bdev_io_opt(struct block_device *bdev)
{
	return (int)bdev_get_queue(bdev)->limits.io_opt;
}

static inline unsigned int queue_max_sectors(const struct request_queue *q)
{
	return q->limits.max_sectors;
}

static inline unsigned int bdev_max_discard_sectors(struct block_device *bdev)
{
	return bdev_get_queue(bdev)->limits.max_discard_sectors;
}

static inline unsigned int bdev_discard_granularity(struct block_device *bdev)
{
	return bdev_get_queue(bdev)->limits.discard_granularity;
}

static inline unsigned int bdev_max_secure_erase_sectors(struct block_device *bdev)
{
	return bdev_get_queue(bdev)->limits.max_secure_erase_sectors;
}

static inline unsigned int bdev_write_zeroes_sectors(struct block_device *bdev)
{
	return bdev_get_queue(bdev)->limits.max_write_zeroes_sectors;
}

static inline bool bdev_nonrot(struct block_device *bdev)
{
	return blk_queue_nonrot(bdev_get_queue(bdev));
}

static inline bool bdev_write_cache(struct block_device *bdev)
{
	return test_bit(QUEUE_FLAG_WC, &bdev_get_queue(bdev)->queue_flags);
}

static inline bool bdev_fua(struct block_device *bdev)
{
	return test_bit(QUEUE_FLAG_FUA, &bdev_get_queue(bdev)->queue_flags);
}

static inline bool bdev_nowait(struct block_device *bdev)
{
	return blk_queue_nowait(bdev_get_queue(bdev));
}

static inline bool bdev_stable_writes(struct block_device *bdev)
{
	return blk_queue_stable_writes(bdev_get_queue(bdev));
}

/* --- limits (limits.c) --- */
void blk_set_default_limits(struct queue_limits *lim);
void blk_set_stacking_limits(struct queue_limits *lim);
int blk_stack_limits(struct queue_limits *t, struct queue_limits *b, sector_t start);
int bdev_stack_limits(struct queue_limits *t, struct block_device *bdev, sector_t start);
void blk_limits_io_min(struct queue_limits *limits, unsigned int min);
void blk_limits_io_opt(struct queue_limits *limits, unsigned int opt);
void blk_queue_write_cache(struct request_queue *q, bool wc, bool fua);
void blk_queue_max_discard_sectors(struct request_queue *q, unsigned int max_discard_sectors);
void blk_queue_max_write_zeroes_sectors(struct request_queue *q, unsigned int max_sectors);

/* --- whole I/Os (blk-lib.c) --- */
#define BLKDEV_ZERO_NOUNMAP (1 << 0)
#define BLKDEV_ZERO_NOFALLBACK (1 << 1)

int blkdev_issue_flush(struct block_device *bdev);
int blkdev_issue_discard(struct block_device *bdev, sector_t sector, sector_t nr_sects,
			 gfp_t gfp_mask);
int __blkdev_issue_discard(struct block_device *bdev, sector_t sector, sector_t nr_sects,
			   gfp_t gfp_mask, struct bio **biop);
int blkdev_issue_zeroout(struct block_device *bdev, sector_t sector, sector_t nr_sects,
			 gfp_t gfp_mask, unsigned int flags);

blk_status_t errno_to_blk_status(int error);
int blk_status_to_errno(blk_status_t status);
const char *blk_op_str(enum req_op op);
const char *blk_status_to_str(blk_status_t status);

/* --- plugging (submit.c) --- */
struct blk_plug {
	struct bio_list bios;
	unsigned short nr_bios;
};

void blk_start_plug(struct blk_plug *plug);
void blk_finish_plug(struct blk_plug *plug);

/* What a task does before it sleeps (F1.10). */
void blk_flush_plug(struct blk_plug *plug, bool from_schedule);

/* --- accounting (submit.c) --- */
unsigned long bio_start_io_acct(struct bio *bio);
void bio_end_io_acct(struct bio *bio, unsigned long start_time);

#endif
