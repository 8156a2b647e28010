/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the files of the block layer share, kernel side.
 */
#ifndef SHIM_BLK_H
#define SHIM_BLK_H

#include <linux/blkdev.h>

/* A finding "bio-use-after-put" unless @bio is alive. */
void bio_check_alive(const struct bio *bio, const char *call);

/* F1.7: a wait for I/O that is parked on this task's own current->bio_list never ends. */
void blk_check_own_io(const char *call);

/* The end of what bio_start_io_acct() began, for one who no longer has the bio's device. */
void blk_end_io_acct(struct block_device *bdev, enum req_op op, unsigned long start_time);

/* --- the registry of devices (blkdev.c) --- */

/**
 * blkdev_find - the device that @path names: "/dev/ssd", "ssd", "/dev/mapper/x", "253:0"
 * Return: NULL if there is none. Takes no reference.
 */
struct block_device *blkdev_find(const char *path);
struct block_device *blkdev_find_dev(dev_t dev);

/* A disk of its own with default limits; undone by blkdev_destroy(). */
struct gendisk *blkdev_create(const char *name, int major, int minor,
			      const struct block_device_operations *fops);
void blkdev_destroy(struct gendisk *disk);

/* The name that a log line shows. */
const char *blkdev_name(const struct block_device *bdev);

/* --- the bottom: bios become I/Os of a disk (hba.c) --- */
struct hba *hba_create(struct disk *disk, struct gendisk *gendisk);
void hba_destroy(struct hba *hba);
extern const struct block_device_operations hba_fops;

/* Cuts an abnormal or too large bio to @lim; the rest was submitted (F1.13). */
struct bio *bio_split_to_limits(struct bio *bio, const struct queue_limits *lim,
				struct bio_set *bs);

#endif
