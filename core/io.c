// SPDX-License-Identifier: GPL-2.0-only
/*
 * The only door to a disk, and the dead state that lives in it.
 *
 * From: daemons and workers, which submit here, never map (F1.7).
 * To:   the two devices; errors turn the door's state.
 *
 *   LIVE --first -EIO--> DYING --nobody inside any more--> DEAD, for good
 *
 * I8, the reason for DYING: a task passes the check; another one's I/O fails and
 * its user hears -EIO; then the first submits a write, which changes the disk of
 * a device known to be dead. So the news is held back while anyone is inside.
 * Behind a closed door both disks are /dev/null: the logic goes on, its structures
 * stay sound, its waits end, and nothing that depends on it is answered with success.
 */
#include <linux/bio.h>
#include <linux/blkdev.h>
#include <linux/delay.h>
#include <linux/highmem.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "writeboost.h"

#define NR_RESERVED_BIOS 16
#define RETRY_MS 10

/* One I/O of our own. The reserve suffices: each is freed as it ends (F5.24). */
struct wb_io {
	struct wb_io_group *group;
	struct work_struct retry;
	struct bvec_iter iter;
	enum wb_disk disk;
	void *data;
	struct bio bio; /* last: its vectors follow */
};

/**
 * wb_io_init - prepare the door
 * @wb: the device, of which nothing else is needed
 *
 * Return: 0 or -ENOMEM; wb_io_exit() is right in both cases.
 */
int wb_io_init(struct wb_device *wb)
{
	spin_lock_init(&wb->door.lock);
	wb->door.state = WB_LIVE;
	bio_list_init(&wb->door.held);
	spin_lock_init(&wb->busy.lock);

	if (mempool_init_kmalloc_pool(&wb->blocks, 2, WB_BLOCK_BYTES))
		return -ENOMEM;
	return bioset_init(&wb->bios, NR_RESERVED_BIOS, offsetof(struct wb_io, bio),
			   BIOSET_NEED_BVECS);
}

/**
 * wb_io_exit - undo wb_io_init(), also when it failed or never ran
 * @wb: the device, of which no I/O is in flight
 */
void wb_io_exit(struct wb_device *wb)
{
	bioset_exit(&wb->bios);
	mempool_exit(&wb->blocks);
}

/**
 * wb_is_live - may I/O still be submitted?
 * @wb: the device
 *
 * Return: false from the first -EIO on.
 */
bool wb_is_live(struct wb_device *wb)
{
	return READ_ONCE(wb->door.state) == WB_LIVE;
}

/**
 * wb_is_dead - may the outside know that the device is dead?
 * @wb: the device
 *
 * Return: true once no submission can follow any more.
 */
bool wb_is_dead(struct wb_device *wb)
{
	return READ_ONCE(wb->door.state) == WB_DEAD;
}

static void wake_everyone(struct wb_device *wb)
{
	wake_up_all(&wb->room_wait);
	wake_up_all(&wb->flush_wait);
	wake_up_all(&wb->drain_wait);
	wake_up_all(&wb->writeback_wait);
	wake_up_all(&wb->progress_wait);
}

static bool __door_close(struct wb_door *door, struct bio_list *held)
{
	if (door->state != WB_DYING || door->nr_inside)
		return false;
	WRITE_ONCE(door->state, WB_DEAD);
	bio_list_merge(held, &door->held);
	bio_list_init(&door->held);
	return true;
}

/**
 * wb_event_work - tell those who wait for an event of the table
 * @work: event_work of the device
 */
void wb_event_work(struct work_struct *work)
{
	struct wb_device *wb = container_of(work, struct wb_device, event_work);

	dm_table_event(wb->ti->table);
}

static void announce_death(struct wb_device *wb, struct bio_list *held)
{
	struct bio *bio;

	DMERR("%s: dead: I/O fails until a new table is loaded",
	      dm_table_device_name(wb->ti->table));
	wake_everyone(wb);
	queue_work(wb->wq, &wb->event_work); /* which sleeps (F4.11) */
	while ((bio = bio_list_pop(held)))
		bio_io_error(bio);
}

static bool door_enter(struct wb_device *wb)
{
	struct wb_door *door = &wb->door;
	unsigned long flags;
	bool is_live;

	spin_lock_irqsave(&door->lock, flags);
	is_live = door->state == WB_LIVE;
	if (is_live)
		door->nr_inside++;
	spin_unlock_irqrestore(&door->lock, flags);
	return is_live;
}

static void door_leave(struct wb_device *wb)
{
	struct wb_door *door = &wb->door;
	struct bio_list held = BIO_EMPTY_LIST;
	unsigned long flags;
	bool is_closed;

	spin_lock_irqsave(&door->lock, flags);
	wb_assert(door->nr_inside && door->state != WB_DEAD, "I8");
	door->nr_inside--;
	is_closed = __door_close(door, &held);
	spin_unlock_irqrestore(&door->lock, flags);
	if (is_closed)
		announce_death(wb, &held);
}

/**
 * wb_die - a disk answered -EIO: nothing is submitted any more, ever
 * @wb: the device
 * @disk: the disk that failed
 *
 * Any context. May end held bios.
 */
void wb_die(struct wb_device *wb, enum wb_disk disk)
{
	struct wb_door *door = &wb->door;
	struct bio_list held = BIO_EMPTY_LIST;
	bool is_first, is_closed;
	unsigned long flags;

	spin_lock_irqsave(&door->lock, flags);
	is_first = door->state == WB_LIVE;
	if (is_first)
		WRITE_ONCE(door->state, WB_DYING);
	is_closed = __door_close(door, &held);
	spin_unlock_irqrestore(&door->lock, flags);

	if (!is_first)
		return;
	DMERR("%s: I/O error on the %s device %s", dm_table_device_name(wb->ti->table),
	      disk == WB_BACKING ? "backing" : "cache", wb->disk[disk]->name);
	wake_everyone(wb);
	if (is_closed)
		announce_death(wb, &held);
}

/**
 * wb_warn_errno - say once that a disk answered what nobody expects
 * @wb: the device
 * @disk: the disk
 * @status: its answer
 */
void wb_warn_errno(struct wb_device *wb, enum wb_disk disk, blk_status_t status)
{
	if (!atomic_xchg(&wb->door.has_warned, true))
		DMWARN("unexpected error %d from %s, please report it", blk_status_to_errno(status),
		       wb->disk[disk]->name);
}

/**
 * wb_hold - keep a bio that must fail until the death may be known
 * @wb: the device
 * @bio: a bio that the caller owns
 *
 * Return: true if the bio is now the door's, which will end it with -EIO.
 */
bool wb_hold(struct wb_device *wb, struct bio *bio)
{
	struct wb_door *door = &wb->door;
	unsigned long flags;
	bool is_dying;

	spin_lock_irqsave(&door->lock, flags);
	is_dying = door->state == WB_DYING;
	if (is_dying)
		bio_list_add(&door->held, bio);
	spin_unlock_irqrestore(&door->lock, flags);
	return is_dying;
}

/**
 * wb_endio - answer a bio: the only place where the driver does so
 * @wb: the device
 * @bio: the bio, which must not be touched afterwards
 * @status: the answer of a live device; a dead one says -EIO to everything
 *
 * Any context, no lock held (F5.20).
 */
void wb_endio(struct wb_device *wb, struct bio *bio, blk_status_t status)
{
	if (unlikely(!wb_is_live(wb))) {
		if (wb_hold(wb, bio))
			return;
		status = BLK_STS_IOERR;
	}
	bio->bi_status = status;
	bio_endio(bio);
}

/**
 * wb_io_pass - send on a bio that is not ours
 * @wb: the device
 * @bio: a remapped clone
 *
 * For writes that take part in no map call any more: from a worker the bio reaches
 * the disk before the door is left, whereas in map it would be parked (F1.6).
 *
 * Behind a closed door it ends with -EIO.
 */
void wb_io_pass(struct wb_device *wb, struct bio *bio)
{
	if (!door_enter(wb)) {
		bio_io_error(bio);
		return;
	}
	submit_bio_noacct(bio);
	door_leave(wb);
}

static void io_finish(struct wb_io *io, bool has_data)
{
	struct wb_io_group *group = io->group;

	if (!has_data && io->data && !op_is_write(bio_op(&io->bio)))
		memset(io->data, 0, io->iter.bi_size);
	else if (is_vmalloc_addr(io->data) && !op_is_write(bio_op(&io->bio)))
		invalidate_kernel_vmap_range(io->data, io->iter.bi_size);
	bio_put(&io->bio);
	if (atomic_dec_and_test(&group->nr_pending))
		complete(&group->done);
}

static void io_end(struct bio *bio)
{
	struct wb_io *io = container_of(bio, struct wb_io, bio);
	struct wb_device *wb = io->group->wb;
	blk_status_t status = bio->bi_status;

	if (io->disk == WB_BACKING)
		wb_busy_end(&wb->busy);
	if (status == BLK_STS_RESOURCE && wb_is_live(wb)) {
		DMWARN_LIMIT("%s is out of memory, trying again", wb->disk[io->disk]->name);
		queue_work(wb->retry_wq, &io->retry);
		return;
	}
	/*
	 * None of our own I/O can do without its result, a flush least of all: after
	 * a failed one, nobody knows what is durable, and a second that succeeds does
	 * not redeem it (F6.7). So whatever the errno, it is the end.
	 */
	if (status) {
		if (status != BLK_STS_IOERR && status != BLK_STS_RESOURCE)
			wb_warn_errno(wb, io->disk, status);
		wb_die(wb, io->disk);
	}
	io_finish(io, !status);
}

static void io_issue(struct wb_io *io)
{
	struct wb_device *wb = io->group->wb;

	if (!door_enter(wb)) {
		io_finish(io, false);
		return;
	}
	if (io->disk == WB_BACKING)
		wb_busy_begin(&wb->busy);
	submit_bio(&io->bio);
	door_leave(wb);
}

/**
 * wb_bio_rewind - make a bio that has ended fit for another attempt, after a while
 * @bio: the bio
 * @iter: what was submitted
 * @bdev: where to
 *
 * A lower layer that split the bio has chained it and counted the chain down to
 * nothing. With that count, the second attempt would be over with its first piece.
 */
void wb_bio_rewind(struct bio *bio, struct bvec_iter iter, struct block_device *bdev)
{
	msleep(RETRY_MS);
	bio->bi_status = BLK_STS_OK;
	bio->bi_iter = iter;
	atomic_set(&bio->__bi_remaining, 1);
	bio_set_dev(bio, bdev);
}

static void io_retry(struct work_struct *work)
{
	struct wb_io *io = container_of(work, struct wb_io, retry);

	wb_bio_rewind(&io->bio, io->iter, io->group->wb->disk[io->disk]->bdev);
	io_issue(io);
}

static void io_add_pages(struct bio *bio, void *data, unsigned int nr_bytes)
{
	bool is_vmapped = is_vmalloc_addr(data);

	if (is_vmapped && op_is_write(bio_op(bio)))
		flush_kernel_vmap_range(data, nr_bytes);
	while (nr_bytes) {
		struct page *page = is_vmapped ? vmalloc_to_page(data) : virt_to_page(data);
		unsigned int offset = offset_in_page(data);
		unsigned int len = min_t(unsigned int, nr_bytes, PAGE_SIZE - offset);

		WARN_ON_ONCE(bio_add_page(bio, page, len, offset) != len);
		data += len;
		nr_bytes -= len;
	}
}

/**
 * wb_io_begin - start a group of I/Os that is waited for as one
 * @group: on the caller's stack
 * @wb: the device
 */
void wb_io_begin(struct wb_io_group *group, struct wb_device *wb)
{
	group->wb = wb;
	atomic_set(&group->nr_pending, 1);
	init_completion(&group->done);
}

/**
 * wb_io_submit - start one I/O of a group
 * @group: the group
 * @disk: which disk
 * @opf: operation and flags
 * @sector: where on it
 * @data: vmalloc or kmalloc memory, not to be touched before the group has ended;
 *        NULL for a flush
 * @nr_bytes: at most 1 MiB
 *
 * Sleeps; daemons, workers and preresume only. -ENOMEM is tried again until it is
 * over, any other error kills the device. What is read from a dead disk is zeroes.
 */
void wb_io_submit(struct wb_io_group *group, enum wb_disk disk, blk_opf_t opf, sector_t sector,
		  void *data, unsigned int nr_bytes)
{
	struct wb_device *wb = group->wb;
	unsigned short nr_vecs = 0;
	struct wb_io *io;
	struct bio *bio;

	if (data)
		nr_vecs = DIV_ROUND_UP(offset_in_page(data) + nr_bytes, PAGE_SIZE);
	bio = bio_alloc_bioset(wb->disk[disk]->bdev, nr_vecs, opf, GFP_NOIO, &wb->bios);
	bio->bi_iter.bi_sector = sector;
	bio->bi_end_io = io_end;
	if (data)
		io_add_pages(bio, data, nr_bytes);

	io = container_of(bio, struct wb_io, bio);
	io->group = group;
	io->disk = disk;
	io->data = data;
	io->iter = bio->bi_iter;
	INIT_WORK(&io->retry, io_retry);

	atomic_inc(&group->nr_pending);
	io_issue(io);
}

/**
 * wb_io_wait - wait for all I/O of a group
 * @group: the group, over afterwards
 *
 * Return: 0, or -EIO if the device is not live any more.
 */
int wb_io_wait(struct wb_io_group *group)
{
	if (!atomic_dec_and_test(&group->nr_pending))
		wait_for_completion_io(&group->done);
	return wb_is_live(group->wb) ? 0 : -EIO;
}

/**
 * wb_io_sync - one I/O, waited for
 * @wb: the device
 * @disk: which disk
 * @opf: operation and flags
 * @sector: where on it
 * @data: as for wb_io_submit()
 * @nr_bytes: at most 1 MiB
 *
 * Return: 0, or -EIO if the device is not live any more.
 */
int wb_io_sync(struct wb_device *wb, enum wb_disk disk, blk_opf_t opf, sector_t sector, void *data,
	       unsigned int nr_bytes)
{
	struct wb_io_group group;

	wb_io_begin(&group, wb);
	wb_io_submit(&group, disk, opf, sector, data, nr_bytes);
	return wb_io_wait(&group);
}

/**
 * wb_run_add - add a piece to a run, or submit the run and start another
 * @run: the run
 * @sector: where the piece is on the disk,
 * @data: and in memory: neighbours in both become one I/O
 * @nr_bytes: its length; what may become one I/O is at most 1 MiB
 */
void wb_run_add(struct wb_run *run, sector_t sector, void *data, unsigned int nr_bytes)
{
	if (run->sector + run->nr_bytes / WB_SECTOR_BYTES != sector ||
	    run->data + run->nr_bytes != data)
		wb_run_end(run);
	if (!run->nr_bytes) {
		run->sector = sector;
		run->data = data;
	}
	run->nr_bytes += nr_bytes;
}

/**
 * wb_run_end - submit what a run holds
 * @run: the run, empty afterwards; its group is to be waited for
 */
void wb_run_end(struct wb_run *run)
{
	if (run->nr_bytes)
		wb_io_submit(run->group, run->disk, run->opf, run->sector, run->data,
			     run->nr_bytes);
	run->nr_bytes = 0;
}
