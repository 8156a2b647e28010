// SPDX-License-Identifier: GPL-2.0-only
/*
 * Submission: the checks that every bio meets, and recursion made iteration.
 *
 * From: everyone.
 * To:   gendisk->fops->submit_bio: dm.c for dm devices, hba.c for disks.
 *
 *   submit_bio ─► checks (F1.2) ─► current->bio_list set? ── yes ─► parked there
 *                                        └── no ─► loop: ->submit_bio, sort, next (F1.6)
 */
#include <linux/bio.h>
#include <linux/blkdev.h>
#include <linux/export.h>
#include <linux/jiffies.h>
#include <linux/printk.h>
#include <linux/sched.h>

#include "blk.h"
#include "finding.h"

/*
 * What a task has parked: [0] submitted by the ->submit_bio that runs now,
 * [1] by those before it.
 */

void blk_check_own_io(const char *call)
{
	struct bio *bio;

	if (!current || !current->bio_list)
		return;
	bio = current->bio_list[0].head ? current->bio_list[0].head : current->bio_list[1].head;
	finding_report("map-waits-for-own-io",
		       "%s() waits inside ->submit_bio for I/O that is parked on this task's own "
		       "current->bio_list until it returns%s%s",
		       call, bio ? "; first parked: a bio for " : "",
		       bio ? blkdev_name(bio->bi_bdev) : "");
}

/* --- the checks, F1.2 in its order --- */

static void warn_read_only(struct bio *bio)
{
	if (!op_is_write((blk_opf_t)bio_op(bio)) || !bdev_read_only(bio->bi_bdev))
		return;
	if (op_is_flush(bio->bi_opf) && !bio_sectors(bio))
		return;
	pr_warn_ratelimited("Trying to write to read-only block-device %s\n",
			    blkdev_name(bio->bi_bdev));
}

static bool is_beyond_end(struct bio *bio)
{
	sector_t max = bdev_nr_sectors(bio->bi_bdev);
	unsigned int nr = bio_sectors(bio);

	if (bio_flagged(bio, BIO_REMAPPED) || !nr)
		return false;
	if (max && nr <= max && bio->bi_iter.bi_sector <= max - nr)
		return false;
	pr_info_ratelimited(
		"%s: attempt to access beyond end of device\n%s: rw=%d, sector=%llu, nr_sectors "
		"= %u limit=%llu\n",
		current ? current->comm : "host", blkdev_name(bio->bi_bdev), (int)bio->bi_opf,
		(unsigned long long)bio->bi_iter.bi_sector, nr, (unsigned long long)max);
	return true;
}

static bool is_op_supported(struct bio *bio)
{
	const struct queue_limits *lim = &bio->bi_bdev->bd_queue->limits;

	switch (bio_op(bio)) {
	case REQ_OP_READ:
	case REQ_OP_WRITE:
		return true;
	case REQ_OP_DISCARD:
		return lim->max_discard_sectors != 0;
	case REQ_OP_SECURE_ERASE:
		return lim->max_secure_erase_sectors != 0;
	case REQ_OP_WRITE_ZEROES:
		return lim->max_write_zeroes_sectors != 0;
	default:
		return false;
	}
}

static void end_now(struct bio *bio, blk_status_t status)
{
	bio->bi_status = status;
	bio_endio(bio);
}

/* False: the bio was ended, here and now. */
static bool bio_passes_checks(struct bio *bio)
{
	struct request_queue *q = bio->bi_bdev->bd_queue;

	if ((bio->bi_opf & REQ_NOWAIT) && !blk_queue_nowait(q)) {
		end_now(bio, BLK_STS_NOTSUPP);
		return false;
	}
	warn_read_only(bio);
	if (is_beyond_end(bio)) {
		end_now(bio, BLK_STS_IOERR);
		return false;
	}
	if (op_is_flush(bio->bi_opf) && !test_bit(QUEUE_FLAG_WC, &q->queue_flags)) {
		bio->bi_opf &= ~(REQ_PREFLUSH | REQ_FUA);
		if (!bio_sectors(bio)) {
			end_now(bio, BLK_STS_OK);
			return false;
		}
	}
	if (!is_op_supported(bio)) {
		end_now(bio, BLK_STS_NOTSUPP);
		return false;
	}
	return true;
}

/* --- recursion becomes iteration --- */

static void submit_to_device(struct bio *bio)
{
	struct gendisk *disk = bio->bi_bdev->bd_disk;

	if (disk->is_dead) { /* F1.5 */
		bio_io_error(bio);
		return;
	}
	disk->fops->submit_bio(bio);
}

/* Lower devices first, then more of the same, then what was parked before (F1.6). */
static void sort_parked(struct bio_list *lists, struct request_queue *q)
{
	struct bio_list lower = BIO_EMPTY_LIST, same = BIO_EMPTY_LIST;
	struct bio *bio;

	while ((bio = bio_list_pop(&lists[0])))
		bio_list_add(bio->bi_bdev->bd_queue == q ? &same : &lower, bio);
	bio_list_merge(&lists[0], &lower);
	bio_list_merge(&lists[0], &same);
	bio_list_merge(&lists[0], &lists[1]);
}

static void submit_loop(struct bio *bio)
{
	struct bio_list lists[2];

	bio_list_init(&lists[0]);
	current->bio_list = lists;
	do {
		struct request_queue *q = bio->bi_bdev->bd_queue;

		lists[1] = lists[0];
		bio_list_init(&lists[0]);
		submit_to_device(bio);
		sort_parked(lists, q);
	} while ((bio = bio_list_pop(&lists[0])));
	current->bio_list = NULL;
}

static void check_submitter(struct bio *bio)
{
	bio_check_alive(bio, "submit_bio");
	if (bio->bi_next)
		finding_report("bio-next", "submit_bio(): bi_next is set, the bio is on a list");
	if (!bio->bi_bdev)
		finding_report("bio-no-device", "submit_bio(): bi_bdev is NULL");
	if (bio->bi_bdev->bd_openers <= 0)
		finding_report("io-after-put", "submit_bio(): I/O to %s, which nobody holds open",
			       blkdev_name(bio->bi_bdev));
}

/**
 * submit_bio_noacct - hand a bio to its device
 * Context: process, may sleep (F1.1). The bio belongs to the block layer until its
 * bi_end_io runs, which may be before this returns.
 */
void submit_bio_noacct(struct bio *bio)
{
	sched_might_sleep("submit_bio_noacct");
	sched_point(POINT_IO);
	check_submitter(bio);
	bio->shim_life = BIO_LIFE_SUBMITTED;
	if (!bio_passes_checks(bio))
		return;
	if (current->bio_list)
		bio_list_add(&current->bio_list[0], bio);
	else
		submit_loop(bio);
}
EXPORT_SYMBOL(submit_bio_noacct);

void submit_bio(struct bio *bio)
{
	submit_bio_noacct(bio);
}
EXPORT_SYMBOL(submit_bio);

/* --- plugging: hba.c parks bios here (F1.10) --- */

void blk_start_plug(struct blk_plug *plug)
{
	if (current->plug) /* nested: the outer one goes on */
		return;
	bio_list_init(&plug->bios);
	plug->nr_bios = 0;
	current->plug = plug;
}
EXPORT_SYMBOL(blk_start_plug);

void blk_finish_plug(struct blk_plug *plug)
{
	if (plug != current->plug)
		return;
	blk_flush_plug(plug, false);
	current->plug = NULL;
}
EXPORT_SYMBOL(blk_finish_plug);

/* --- accounting, F9.1 --- */

static void advance_io_ticks(struct block_device *bdev, unsigned long now, bool is_end)
{
	unsigned long stamp = bdev->bd_stamp;

	if (!time_after(now, stamp))
		return;
	bdev->bd_stamp = now;
	bdev->bd_io_ticks += is_end ? now - stamp : 1;
}

unsigned long bio_start_io_acct(struct bio *bio)
{
	struct block_device *bdev = bio->bi_bdev;
	unsigned long now = jiffies;
	int group = op_stat_group(bio_op(bio));

	advance_io_ticks(bdev, now, false);
	bdev->bd_ios[group]++;
	bdev->bd_sectors[group] += bio_sectors(bio);
	bdev->bd_in_flight++;
	return now;
}
EXPORT_SYMBOL(bio_start_io_acct);

void blk_end_io_acct(struct block_device *bdev, enum req_op op, unsigned long start_time)
{
	unsigned long now = jiffies;

	advance_io_ticks(bdev, now, true);
	bdev->bd_nsecs[op_stat_group(op)] += (u64)jiffies_to_msecs(now - start_time) * 1000000;
	bdev->bd_in_flight--;
}

void bio_end_io_acct(struct bio *bio, unsigned long start_time)
{
	blk_end_io_acct(bio->bi_bdev, bio_op(bio), start_time);
}
EXPORT_SYMBOL(bio_end_io_acct);
