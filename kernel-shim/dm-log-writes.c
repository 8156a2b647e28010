// SPDX-License-Identifier: GPL-2.0-only
/*
 * log-writes: everything written, in the order in which a flush could see it
 * (F8.10-F8.13).
 *
 *   0 204800 log-writes <dev> <log dev>
 *
 *   completed write ─► unflushed ─ a flush is submitted ─► rides on the flush ─ completes ─┐
 *   completed FUA write, mark ─────────────────────────────────────────────────────────────┴► log
 *
 * The log: block 0 the superblock, then for each entry a block with its header and
 * the blocks of data.
 */
#include <linux/device-mapper.h>
#include <linux/kthread.h>
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/vmalloc.h>
#include <linux/wait.h>

#define DM_MSG_PREFIX "log-writes"

#define LOG_MAGIC 0x6a736677736872ULL
#define LOG_VERSION 1ULL

#define LOG_FLUSH (1 << 0)
#define LOG_FUA (1 << 1)
#define LOG_DISCARD (1 << 2)
#define LOG_MARK (1 << 3)
#define LOG_METADATA (1 << 4)

struct log_super {
	__le64 magic;
	__le64 version;
	__le64 nr_entries;
	__le32 sectorsize;
} __packed;

struct log_entry {
	__le64 sector;
	__le64 nr_sectors;
	__le64 flags;
	__le64 data_len;
} __packed;

struct log_writes {
	struct dm_dev *dev, *log_dev;
	u64 nr_entries;
	u32 sectorsize;
	int block_shift; /* 512-byte sectors to blocks */
	sector_t next_sector, end_sector; /* of the log, in 512-byte sectors */
	bool is_enabled, has_discard;
	spinlock_t lock;
	struct list_head unflushed, logging;
	u64 nr_pending; /* entries not yet freed */
	wait_queue_head_t idle;
	struct task_struct *thread;
	struct dm_io_client *io;
};

struct pending {
	struct list_head list; /* a flush's entry heads the list of what it covers */
	u64 flags;
	sector_t sector, nr_sectors; /* in blocks */
	char *data; /* payload, or a mark's text */
	size_t data_bytes;
};

struct per_bio {
	struct pending *entry;
};

static sector_t to_blocks(const struct log_writes *lc, sector_t sectors)
{
	return sectors >> lc->block_shift;
}

static void pending_free(struct log_writes *lc, struct pending *entry)
{
	unsigned long flags;

	kvfree(entry->data);
	kfree(entry);
	spin_lock_irqsave(&lc->lock, flags);
	lc->nr_pending--;
	spin_unlock_irqrestore(&lc->lock, flags);
	wake_up(&lc->idle);
}

/* --- writing the log --- */

static int write_log(struct log_writes *lc, void *buf, sector_t sector, sector_t nr_sectors)
{
	struct dm_io_region where = { lc->log_dev->bdev, sector, nr_sectors };
	struct dm_io_request req = { .bi_opf = REQ_OP_WRITE, .client = lc->io };

	if (is_vmalloc_addr(buf)) {
		req.mem.type = DM_IO_VMA;
		req.mem.ptr.vma = buf;
	} else {
		req.mem.type = DM_IO_KMEM;
		req.mem.ptr.addr = buf;
	}
	return dm_io(&req, 1, &where, NULL, IOPRIO_DEFAULT);
}

static int write_block(struct log_writes *lc, const void *head, size_t head_bytes, const void *text,
		       size_t text_bytes, sector_t sector)
{
	char *buf = kzalloc(lc->sectorsize, GFP_NOIO);
	int r = -ENOMEM;

	if (buf) {
		memcpy(buf, head, head_bytes);
		if (text_bytes)
			memcpy(buf + head_bytes, text, text_bytes);
		r = write_log(lc, buf, sector, lc->sectorsize >> SECTOR_SHIFT);
	}
	kfree(buf);
	return r;
}

static int write_super(struct log_writes *lc)
{
	struct log_super super = {
		.magic = cpu_to_le64(LOG_MAGIC),
		.version = cpu_to_le64(LOG_VERSION),
		.nr_entries = cpu_to_le64(lc->nr_entries),
		.sectorsize = cpu_to_le32(lc->sectorsize),
	};

	return write_block(lc, &super, sizeof(super), NULL, 0, 0);
}

static int write_entry(struct log_writes *lc, const struct pending *entry, sector_t sector)
{
	bool is_mark = entry->flags & LOG_MARK;
	struct log_entry head = {
		.sector = cpu_to_le64(entry->sector),
		.nr_sectors = cpu_to_le64(entry->nr_sectors),
		.flags = cpu_to_le64(entry->flags),
		.data_len = cpu_to_le64(is_mark ? entry->data_bytes : 0),
	};
	int r = write_block(lc, &head, sizeof(head), entry->data, is_mark ? entry->data_bytes : 0,
			    sector);

	if (r || is_mark || !entry->data)
		return r;
	return write_log(lc, entry->data, sector + (lc->sectorsize >> SECTOR_SHIFT),
			 entry->data_bytes >> SECTOR_SHIFT);
}

static void log_one(struct log_writes *lc, struct pending *entry)
{
	sector_t sector = lc->next_sector;

	if (!lc->is_enabled)
		return;
	lc->next_sector += (sector_t)1 << lc->block_shift;
	if (!(entry->flags & LOG_DISCARD))
		lc->next_sector += entry->nr_sectors << lc->block_shift;
	if (lc->next_sector >= lc->end_sector) {
		DMERR("Ran out of space on the logdev");
		lc->is_enabled = false;
		return;
	}
	lc->nr_entries++;
	if (write_entry(lc, entry, sector) ||
	    ((entry->flags & (LOG_FUA | LOG_MARK)) && write_super(lc)))
		lc->is_enabled = false;
}

static struct pending *take_logging(struct log_writes *lc)
{
	struct pending *entry;
	unsigned long flags;

	spin_lock_irqsave(&lc->lock, flags);
	entry = list_first_entry_or_null(&lc->logging, struct pending, list);
	if (entry)
		list_del_init(&entry->list);
	spin_unlock_irqrestore(&lc->lock, flags);
	return entry;
}

static int log_writes_thread(void *arg)
{
	struct log_writes *lc = arg;
	struct pending *entry;

	while (!kthread_should_stop()) {
		entry = take_logging(lc);
		if (entry) {
			log_one(lc, entry);
			pending_free(lc, entry);
			continue;
		}
		set_current_state(TASK_INTERRUPTIBLE);
		if (!kthread_should_stop() && list_empty(&lc->logging))
			schedule();
		__set_current_state(TASK_RUNNING);
	}
	return 0;
}

/* --- bios --- */

static struct pending *pending_create(struct log_writes *lc, struct bio *bio)
{
	struct pending *entry = kzalloc(sizeof(*entry), GFP_NOIO);
	unsigned long flags;

	if (!entry)
		return NULL;
	INIT_LIST_HEAD(&entry->list);
	if (bio->bi_opf & REQ_PREFLUSH)
		entry->flags |= LOG_FLUSH;
	if (bio->bi_opf & REQ_FUA)
		entry->flags |= LOG_FUA;
	if (bio_op(bio) == REQ_OP_DISCARD)
		entry->flags |= LOG_DISCARD;
	if (bio->bi_opf & REQ_META)
		entry->flags |= LOG_METADATA;
	entry->sector = to_blocks(lc, bio->bi_iter.bi_sector);
	entry->nr_sectors = to_blocks(lc, bio_sectors(bio));
	spin_lock_irqsave(&lc->lock, flags);
	lc->nr_pending++;
	spin_unlock_irqrestore(&lc->lock, flags);
	return entry;
}

static bool copy_payload(struct pending *entry, struct bio *bio)
{
	struct bvec_iter iter;
	struct bio_vec bv;
	size_t at = 0;

	entry->data = kvmalloc(bio->bi_iter.bi_size, GFP_NOIO);
	if (!entry->data)
		return false;
	bio_for_each_segment(bv, bio, iter) {
		memcpy_from_bvec(entry->data + at, &bv);
		at += bv.bv_len;
	}
	entry->data_bytes = at;
	return true;
}

static int out_of_memory(struct log_writes *lc, struct pending *entry)
{
	lc->is_enabled = false;
	if (entry)
		pending_free(lc, entry);
	return DM_MAPIO_KILL;
}

static int log_writes_map(struct dm_target *ti, struct bio *bio)
{
	struct log_writes *lc = ti->private;
	struct per_bio *pb = dm_per_bio_data(bio, sizeof(*pb));
	bool is_flush = bio->bi_opf & REQ_PREFLUSH;
	unsigned long flags;

	pb->entry = NULL;
	bio_set_dev(bio, lc->dev->bdev);
	if (!lc->is_enabled || bio_data_dir(bio) == READ || (!bio_sectors(bio) && !is_flush))
		return DM_MAPIO_REMAPPED;
	pb->entry = pending_create(lc, bio);
	if (!pb->entry)
		return out_of_memory(lc, NULL);
	if (bio_op(bio) == REQ_OP_DISCARD) {
		if (lc->has_discard)
			return DM_MAPIO_REMAPPED;
		bio_endio(bio);
		return DM_MAPIO_SUBMITTED;
	}
	if (is_flush) {
		spin_lock_irqsave(&lc->lock, flags);
		list_splice_init(&lc->unflushed, &pb->entry->list);
		spin_unlock_irqrestore(&lc->lock, flags);
	}
	if (bio_has_data(bio) && !copy_payload(pb->entry, bio))
		return out_of_memory(lc, pb->entry);
	return DM_MAPIO_REMAPPED;
}

/* Failed bios as well (F8.13). */
static int log_writes_end_io(struct dm_target *ti, struct bio *bio, blk_status_t *error)
{
	struct log_writes *lc = ti->private;
	struct per_bio *pb = dm_per_bio_data(bio, sizeof(*pb));
	struct pending *entry = pb->entry;
	unsigned long flags;
	bool must_log;

	if (!entry)
		return DM_ENDIO_DONE;
	must_log = entry->flags & (LOG_FLUSH | LOG_FUA);
	spin_lock_irqsave(&lc->lock, flags);
	if (entry->flags & LOG_FLUSH)
		list_splice_tail_init(&entry->list, &lc->logging);
	list_add_tail(&entry->list, must_log ? &lc->logging : &lc->unflushed);
	spin_unlock_irqrestore(&lc->lock, flags);
	if (must_log)
		wake_up_process(lc->thread);
	return DM_ENDIO_DONE;
}

/* --- marks --- */

static int log_mark(struct log_writes *lc, const char *text)
{
	struct pending *entry = kzalloc(sizeof(*entry), GFP_KERNEL);
	unsigned long flags;

	if (!entry)
		return -ENOMEM;
	entry->data = kstrndup(text, lc->sectorsize - sizeof(struct log_entry) - 1, GFP_KERNEL);
	if (!entry->data) {
		kfree(entry);
		return -ENOMEM;
	}
	entry->data_bytes = strlen(entry->data);
	entry->flags = LOG_MARK;
	spin_lock_irqsave(&lc->lock, flags);
	lc->nr_pending++;
	list_add_tail(&entry->list, &lc->logging);
	spin_unlock_irqrestore(&lc->lock, flags);
	wake_up_process(lc->thread);
	return 0;
}

static int log_writes_message(struct dm_target *ti, unsigned int argc, char **argv, char *result,
			      unsigned int maxlen)
{
	struct log_writes *lc = ti->private;

	if (argc != 2) {
		DMWARN("Invalid log-writes message arguments, expect 2 arguments, got %d", argc);
		return -EINVAL;
	}
	if (!strcasecmp(argv[0], "mark"))
		return log_mark(lc, argv[1]);
	DMWARN("Unrecognised log writes target message received: %s", argv[0]);
	return -EINVAL;
}

/* --- construction --- */

static int get_devices(struct dm_target *ti, struct log_writes *lc, char **argv)
{
	int r = dm_get_device(ti, argv[0], dm_table_get_mode(ti->table), &lc->dev);

	if (r) {
		ti->error = "Device lookup failed";
		return r;
	}
	r = dm_get_device(ti, argv[1], dm_table_get_mode(ti->table), &lc->log_dev);
	if (r) {
		ti->error = "Log device lookup failed";
		dm_put_device(ti, lc->dev);
	}
	return r;
}

static int start_thread(struct dm_target *ti, struct log_writes *lc)
{
	int r;

	lc->io = dm_io_client_create();
	if (IS_ERR(lc->io)) {
		ti->error = "Cannot allocate context";
		return PTR_ERR(lc->io);
	}
	lc->thread = kthread_run(log_writes_thread, lc, "log-write");
	if (!IS_ERR(lc->thread))
		return 0;
	r = PTR_ERR(lc->thread);
	ti->error = "Couldn't alloc kthread";
	dm_io_client_destroy(lc->io);
	return r;
}

static void init_geometry(struct log_writes *lc)
{
	lc->sectorsize = bdev_logical_block_size(lc->dev->bdev);
	lc->block_shift = ilog2(lc->sectorsize >> SECTOR_SHIFT);
	lc->next_sector = lc->sectorsize >> SECTOR_SHIFT;
	lc->end_sector = bdev_nr_sectors(lc->log_dev->bdev);
	lc->is_enabled = true;
	lc->has_discard = true;
}

static int log_writes_ctr(struct dm_target *ti, unsigned int argc, char **argv)
{
	struct log_writes *lc;
	int r;

	if (argc < 2) {
		ti->error = "Invalid argument count";
		return -EINVAL;
	}
	lc = kzalloc(sizeof(*lc), GFP_KERNEL);
	if (!lc) {
		ti->error = "Cannot allocate context";
		return -ENOMEM;
	}
	spin_lock_init(&lc->lock);
	INIT_LIST_HEAD(&lc->unflushed);
	INIT_LIST_HEAD(&lc->logging);
	init_waitqueue_head(&lc->idle);
	r = get_devices(ti, lc, argv);
	if (r)
		goto bad;
	init_geometry(lc);
	r = start_thread(ti, lc);
	if (r) {
		dm_put_device(ti, lc->log_dev);
		dm_put_device(ti, lc->dev);
		goto bad;
	}
	ti->num_flush_bios = 1;
	ti->flush_supported = true;
	ti->num_discard_bios = 1;
	ti->discards_supported = true;
	ti->per_io_data_size = sizeof(struct per_bio);
	ti->private = lc;
	return 0;

bad:
	kfree(lc);
	return r;
}

static void log_writes_dtr(struct dm_target *ti)
{
	struct log_writes *lc = ti->private;
	unsigned long flags;

	spin_lock_irqsave(&lc->lock, flags);
	list_splice_tail_init(&lc->unflushed, &lc->logging);
	spin_unlock_irqrestore(&lc->lock, flags);
	log_mark(lc, "dm-log-writes-end");
	wake_up_process(lc->thread);
	wait_event(lc->idle, !lc->nr_pending);
	kthread_stop(lc->thread);
	dm_io_client_destroy(lc->io);
	dm_put_device(ti, lc->log_dev);
	dm_put_device(ti, lc->dev);
	kfree(lc);
}

static void log_writes_status(struct dm_target *ti, status_type_t type, unsigned int status_flags,
			      char *result, unsigned int maxlen)
{
	struct log_writes *lc = ti->private;
	unsigned int sz = 0;

	result[0] = '\0';
	if (type == STATUSTYPE_INFO)
		DMEMIT("%llu %llu%s", (unsigned long long)lc->nr_entries,
		       (unsigned long long)lc->next_sector - 1,
		       lc->is_enabled ? "" : " logging_disabled");
	else if (type == STATUSTYPE_TABLE)
		DMEMIT("%s %s", lc->dev->name, lc->log_dev->name);
}

static int log_writes_iterate_devices(struct dm_target *ti, iterate_devices_callout_fn fn,
				      void *data)
{
	struct log_writes *lc = ti->private;

	return fn(ti, lc->dev, 0, ti->len, data);
}

static void log_writes_io_hints(struct dm_target *ti, struct queue_limits *limits)
{
	struct log_writes *lc = ti->private;

	if (!bdev_max_discard_sectors(lc->dev->bdev)) {
		lc->has_discard = false; /* swallowed here (F1.46) */
		limits->discard_granularity = lc->sectorsize;
		limits->max_discard_sectors = UINT_MAX >> SECTOR_SHIFT;
	}
	limits->logical_block_size = bdev_logical_block_size(lc->dev->bdev);
	limits->physical_block_size = bdev_physical_block_size(lc->dev->bdev);
	limits->io_min = limits->physical_block_size;
}

struct target_type dm_log_writes_target = {
	.name = "log-writes",
	.version = { 1, 1, 0 },
	.ctr = log_writes_ctr,
	.dtr = log_writes_dtr,
	.map = log_writes_map,
	.end_io = log_writes_end_io,
	.message = log_writes_message,
	.status = log_writes_status,
	.iterate_devices = log_writes_iterate_devices,
	.io_hints = log_writes_io_hints,
};
