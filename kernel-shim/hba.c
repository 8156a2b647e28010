// SPDX-License-Identifier: GPL-2.0-only
/*
 * The host bus adapter: where bios end and the I/Os of a disk begin.
 *
 * From: submit.c, as ->submit_bio of each disk.
 * To:   disk.h. Back: the disk's interrupt, and from there bi_end_io in the context
 *       that CHOICE_CONTEXT names (F5.19).
 *
 * A PREFLUSH, and a FUA that the disk does not know, become flushes of their own (F1.41):
 *
 *   bio ─► [flush] ─► data ─► [flush] ─► bio_endio
 */
#include <linux/bio.h>
#include <linux/blkdev.h>
#include <linux/export.h>
#include <linux/highmem.h>
#include <linux/jiffies.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

#include "blk.h"
#include "boot.h"
#include "choice.h"
#include "disk.h"
#include "finding.h"

#define HBA_TAGS 1024 /* commands under way, of all disks; more bios wait */
#define PLUG_MAX 32

struct hba {
	struct disk *disk;
	struct gendisk *gendisk;
};

enum step { STEP_PREFLUSH = 1, STEP_DATA = 2, STEP_POSTFLUSH = 4 };

enum context { CONTEXT_SOFTIRQ, CONTEXT_HARDIRQ, CONTEXT_WORKER, CONTEXT_INLINE, NR_CONTEXTS };

struct command {
	struct disk_io io;
	struct hba *hba;
	struct bio *bio;
	struct command *next_free;
	unsigned int steps; /* left, the lowest runs now */
	enum context context;
	bool is_submitting; /* disk_submit() has not returned yet */
	int error;
	unsigned long start_time;
	struct work_struct work;
	struct disk_vec vecs[BLK_MAX_SEGMENTS];
};

static struct command commands[HBA_TAGS];
static struct command *free_commands;
static unsigned int nr_commands_made;
static struct bio_list waiting; /* for a command */
static struct workqueue_struct *kblockd;
static struct bio_set split_set;

bool blk_keeps_iter; /* completions leave bi_iter alone (F1.34) */

static void command_start(struct command *cmd);

/* --- commands --- */

static struct command *command_get(void)
{
	struct command *cmd = free_commands;

	if (cmd)
		free_commands = cmd->next_free;
	else if (nr_commands_made < HBA_TAGS)
		cmd = &commands[nr_commands_made++];
	return cmd;
}

static unsigned int add_vecs(struct command *cmd)
{
	struct bio *bio = cmd->bio;
	struct bvec_iter iter;
	struct bio_vec bv;
	unsigned int nr = 0;

	bio_for_each_bvec(bv, bio, iter)
		cmd->vecs[nr++] = (struct disk_vec){ bvec_virt(&bv), bv.bv_len };
	return nr;
}

static enum disk_op disk_op_of(struct bio *bio)
{
	switch (bio_op(bio)) {
	case REQ_OP_READ:
		return DISK_READ;
	case REQ_OP_WRITE:
		return bio_sectors(bio) ? DISK_WRITE : DISK_FLUSH;
	case REQ_OP_DISCARD:
		return DISK_DISCARD;
	case REQ_OP_WRITE_ZEROES:
		return DISK_WRITE_ZEROES;
	default:
		shim_unimplemented("a bio op at the host bus adapter");
	}
}

static unsigned int steps_of(struct bio *bio)
{
	unsigned int steps = bio_sectors(bio) ? STEP_DATA : 0;

	if (!steps || (bio->bi_opf & REQ_PREFLUSH))
		steps |= STEP_PREFLUSH;
	if ((bio->bi_opf & REQ_FUA) && steps != STEP_PREFLUSH && !bdev_fua(bio->bi_bdev))
		steps |= STEP_POSTFLUSH;
	return steps;
}

static void command_submit(struct command *cmd)
{
	struct bio *bio = cmd->bio;
	struct disk_io *io = &cmd->io;

	io->is_inline = cmd->context == CONTEXT_INLINE;
	if (cmd->steps & STEP_PREFLUSH || !(cmd->steps & STEP_DATA)) {
		io->op = DISK_FLUSH;
		io->sector = io->nr_sectors = io->nr_vecs = 0;
		io->is_fua = false;
	} else {
		io->op = disk_op_of(bio);
		io->sector = bio->bi_iter.bi_sector;
		io->nr_sectors = bio_sectors(bio);
		io->nr_vecs = bio_has_data(bio) ? add_vecs(cmd) : 0;
		io->is_fua = (bio->bi_opf & REQ_FUA) && !(cmd->steps & STEP_POSTFLUSH);
	}
	cmd->is_submitting = true;
	disk_submit(cmd->hba->disk, io);
	cmd->is_submitting = false;
}

/* --- completion --- */

static void scramble_iter(struct bio *bio)
{
	if (blk_keeps_iter)
		return;
	bio->bi_iter.bi_size = 0;
	bio->bi_iter.bi_sector = ~0ULL >> 10;
	bio->bi_iter.bi_idx = 0;
	bio->bi_iter.bi_bvec_done = 0;
}

static void command_put(struct command *cmd)
{
	struct bio *bio;

	cmd->next_free = free_commands;
	free_commands = cmd;
	bio = bio_list_pop(&waiting);
	if (!bio)
		return;
	cmd = command_get();
	cmd->bio = bio;
	cmd->hba = bio->bi_bdev->bd_disk->hba;
	command_start(cmd);
}

static void command_done(struct command *cmd)
{
	struct bio *bio = cmd->bio;

	cmd->steps &= cmd->steps - 1;
	if (cmd->error)
		cmd->steps = 0;
	if (cmd->steps) {
		command_submit(cmd);
		return;
	}
	if (cmd->error)
		bio->bi_status = errno_to_blk_status(cmd->error);
	blk_end_io_acct(cmd->hba->gendisk->part0, bio_op(bio), cmd->start_time);
	scramble_iter(bio);
	command_put(cmd);
	bio_endio(bio);
}

static void command_done_irq(void *arg)
{
	command_done(arg);
}

static void command_done_work(struct work_struct *work)
{
	command_done(container_of(work, struct command, work));
}

static void queue_done_work(void *arg)
{
	struct command *cmd = arg;

	queue_work(kblockd, &cmd->work);
}

/* The disk's interrupt: on the scheduler's stack, or inside disk_submit(). */
static void io_done(struct disk_io *io)
{
	struct command *cmd = container_of(io, struct command, io);

	cmd->error = io->error;
	if (cmd->is_submitting)
		command_done(cmd);
	else if (cmd->context == CONTEXT_WORKER)
		sched_irq(queue_done_work, cmd, SCHED_SOFTIRQ);
	else
		sched_irq(command_done_irq, cmd,
			  cmd->context == CONTEXT_HARDIRQ ? SCHED_HARDIRQ : SCHED_SOFTIRQ);
}

/* --- submission --- */

static void command_start(struct command *cmd)
{
	cmd->error = 0;
	cmd->steps = steps_of(cmd->bio);
	cmd->context = choose(CHOICE_CONTEXT, NR_CONTEXTS);
	if (cmd->context == CONTEXT_WORKER)
		INIT_WORK(&cmd->work, command_done_work);
	cmd->io.vecs = cmd->vecs;
	cmd->io.done = io_done;
	cmd->io.is_stable = true;
	cmd->start_time = bio_start_io_acct(cmd->bio);
	command_submit(cmd);
}

static void hba_start(struct bio *bio)
{
	struct command *cmd = command_get();

	if (!cmd) {
		bio_list_add(&waiting, bio);
		return;
	}
	cmd->bio = bio;
	cmd->hba = bio->bi_bdev->bd_disk->hba;
	command_start(cmd);
}

/* What fits into the limits of the disk, counted in whole blocks. */
static unsigned int sectors_that_fit(struct bio *bio, const struct queue_limits *lim)
{
	unsigned int block_mask = lim->logical_block_size - 1;
	unsigned int max_bytes = min(lim->max_sectors, UINT_MAX >> SECTOR_SHIFT) << SECTOR_SHIFT;
	unsigned int len_bytes = 0, nr_vecs = 0;
	struct bvec_iter iter;
	struct bio_vec bv;

	if (bio_op(bio) == REQ_OP_DISCARD)
		return min(bio_sectors(bio), lim->max_discard_sectors);
	if (bio_op(bio) == REQ_OP_WRITE_ZEROES)
		return min(bio_sectors(bio), lim->max_write_zeroes_sectors);
	bio_for_each_bvec(bv, bio, iter) {
		if (nr_vecs++ == lim->max_segments || len_bytes >= max_bytes)
			break;
		len_bytes += bv.bv_len;
	}
	len_bytes = min(len_bytes, max_bytes);
	if (len_bytes < bio->bi_iter.bi_size)
		len_bytes &= ~block_mask;
	return len_bytes >> SECTOR_SHIFT;
}

struct bio *bio_split_to_limits(struct bio *bio, const struct queue_limits *lim, struct bio_set *bs)
{
	unsigned int fit = sectors_that_fit(bio, lim);
	struct bio *split;

	if (fit == bio_sectors(bio) || !fit)
		return bio;
	split = bio_split(bio, fit, GFP_NOIO, bs);
	split->bi_opf |= REQ_NOMERGE;
	bio_chain(split, bio);
	submit_bio_noacct(bio);
	return split;
}

static void hba_submit_bio(struct bio *bio)
{
	struct blk_plug *plug = current->plug;

	if (bio_sectors(bio))
		bio = bio_split_to_limits(bio, &bio->bi_bdev->bd_queue->limits, &split_set);
	if (!plug || op_is_flush(bio->bi_opf)) {
		hba_start(bio);
		return;
	}
	if (plug->nr_bios == PLUG_MAX)
		blk_flush_plug(plug, false);
	bio_list_add(&plug->bios, bio);
	plug->nr_bios++;
}

void blk_flush_plug(struct blk_plug *plug, bool from_schedule)
{
	struct bio *bio;

	plug->nr_bios = 0;
	while ((bio = bio_list_pop(&plug->bios)))
		hba_start(bio);
}
EXPORT_SYMBOL(blk_flush_plug);

/* F1.10: any real sleep submits what the task has plugged. */
static void flush_plug_of(struct task_struct *task)
{
	if (task->plug && task->plug->nr_bios)
		blk_flush_plug(task->plug, true);
}

const struct block_device_operations hba_fops = { .submit_bio = hba_submit_bio };

/* --- power-on --- */

struct hba *hba_create(struct disk *disk, struct gendisk *gendisk)
{
	struct hba *hba = kzalloc(sizeof(*hba), GFP_KERNEL);

	if (!hba)
		return NULL;
	hba->disk = disk;
	hba->gendisk = gendisk;
	return hba;
}

void hba_destroy(struct hba *hba)
{
	kfree(hba);
}

static void hba_boot(void)
{
	free_commands = NULL;
	nr_commands_made = 0;
	bio_list_init(&waiting);
	sched_before_sleep = flush_plug_of;
	kblockd = alloc_workqueue("kblockd", WQ_MEM_RECLAIM | WQ_HIGHPRI, 0);
	if (!kblockd || bioset_init(&split_set, BIO_POOL_SIZE, 0, 0))
		finding_report("boot", "no memory for the block layer");
}

static void hba_census(void)
{
	destroy_workqueue(kblockd);
	bioset_exit(&split_set);
}

SHIM_SUBSYSTEM(hba, 41, hba_boot, hba_census);
