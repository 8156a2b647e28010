// SPDX-License-Identifier: GPL-2.0-only
/*
 * Offenders: each breaks one rule of the block layer or the device mapper.
 *
 * From: ../block_test.c, in tasks of their own. The disk is /dev/sda.
 */
#include "block_cases.h"

#include <linux/blkdev.h>
#include <linux/device-mapper.h>
#include <linux/dm-io.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#include "blk.h"
#include "dm-core.h"

/* --- the offender target --- */

struct offender {
	struct dm_dev *dev;
	char offence[32];
};

struct offender_bio {
	u64 number;
};

static int offender_ctr(struct dm_target *ti, unsigned int argc, char **argv)
{
	struct offender *o = kzalloc(sizeof(*o), GFP_KERNEL);
	int r = dm_get_device(ti, argv[0], dm_table_get_mode(ti->table), &o->dev);

	if (r) {
		kfree(o);
		return r;
	}
	strscpy(o->offence, argv[1], sizeof(o->offence));
	ti->per_io_data_size = sizeof(struct offender_bio);
	ti->num_flush_bios = 1;
	ti->private = o;
	return 0;
}

static void offender_dtr(struct dm_target *ti)
{
	struct offender *o = ti->private;

	if (strcmp(o->offence, "keeps-device"))
		dm_put_device(ti, o->dev);
	kfree(o);
}

static void read_in_map(struct offender *o)
{
	struct bio_vec bv;
	struct bio bio;
	struct page *page = alloc_page(GFP_NOIO);

	bio_init(&bio, o->dev->bdev, &bv, 1, REQ_OP_READ);
	bio_add_page(&bio, page, PAGE_SIZE, 0);
	submit_bio_wait(&bio);
	__free_page(page);
}

static void dm_io_in_map(struct offender *o)
{
	struct dm_io_region where = { o->dev->bdev, 0, 8 };
	struct dm_io_request req = { .bi_opf = REQ_OP_READ, .client = dm_io_client_create() };

	req.mem.type = DM_IO_KMEM;
	req.mem.ptr.addr = kmalloc(PAGE_SIZE, GFP_NOIO);
	dm_io(&req, 1, &where, NULL, IOPRIO_DEFAULT);
}

static int offender_map(struct dm_target *ti, struct bio *bio)
{
	struct offender *o = ti->private;
	struct offender_bio *data = dm_per_bio_data(bio, sizeof(*data));

	if (!strcmp(o->offence, "ends-twice")) {
		bio_get(bio);
		bio_endio(bio);
		bio_endio(bio);
		return DM_MAPIO_SUBMITTED;
	}
	if (!strcmp(o->offence, "never-ends"))
		return DM_MAPIO_SUBMITTED;
	if (!strcmp(o->offence, "returns-errno"))
		return -EIO;
	if (!strcmp(o->offence, "delay-requeues"))
		return DM_MAPIO_DELAY_REQUEUE;
	if (!strcmp(o->offence, "waits-bio"))
		read_in_map(o);
	if (!strcmp(o->offence, "waits-dm-io"))
		dm_io_in_map(o);
	if (!strcmp(o->offence, "waits-flush"))
		blkdev_issue_flush(o->dev->bdev);
	if (!strcmp(o->offence, "overruns-data"))
		memset(data, 0, sizeof(*data) + 4);
	if (!strcmp(o->offence, "mistakes-size"))
		dm_per_bio_data(bio, sizeof(*data) + 8);
	bio_set_dev(bio, o->dev->bdev);
	return DM_MAPIO_REMAPPED;
}

static int offender_end_io(struct dm_target *ti, struct bio *bio, blk_status_t *error)
{
	struct offender *o = ti->private;

	return strcmp(o->offence, "end-io-nonsense") ? DM_ENDIO_DONE : 7;
}

static void offender_status(struct dm_target *ti, status_type_t type, unsigned int status_flags,
			    char *result, unsigned int maxlen)
{
	struct offender *o = ti->private;

	memset(result, 'x', maxlen);
	if (strcmp(o->offence, "endless-status"))
		result[0] = '\0';
}

static struct target_type offender_target = {
	.name = "offender",
	.version = { 1, 0, 0 },
	.ctr = offender_ctr,
	.dtr = offender_dtr,
	.map = offender_map,
	.end_io = offender_end_io,
	.status = offender_status,
};

void case_register_offender(void *arg)
{
	dm_register_target(&offender_target);
}

void case_unregister_offender(void *arg)
{
	dm_unregister_target(&offender_target);
}

void case_unregister_in_use(void *arg)
{
	dm_unregister_target(&offender_target);
}

/* --- bios of one's own --- */

static struct block_device *sda(void)
{
	struct block_device *bdev = blkdev_find("/dev/sda");

	dm_open(bdev);
	return bdev;
}

static void ignore_end(struct bio *bio)
{
}

static struct bio *new_read(struct block_device *bdev, sector_t sector, unsigned int len)
{
	struct bio *bio = bio_alloc(bdev, 1, REQ_OP_READ, GFP_KERNEL);

	bio_add_page(bio, alloc_page(GFP_KERNEL), len, 0);
	bio->bi_iter.bi_sector = sector;
	bio->bi_end_io = ignore_end;
	return bio;
}

void case_put_twice(void *arg)
{
	struct bio *bio = bio_alloc(NULL, 1, REQ_OP_READ, GFP_KERNEL);

	bio_put(bio);
	bio_put(bio);
}

void case_leave_bios_out(void *arg)
{
	struct bio_set bs;

	bioset_init(&bs, 2, 0, 0);
	bio_alloc_bioset(NULL, 0, REQ_OP_READ, GFP_KERNEL, &bs);
	bioset_exit(&bs);
}

void case_submit_unopened(void *arg)
{
	submit_bio(new_read(blkdev_find("/dev/sda"), 0, PAGE_SIZE));
}

void case_submit_misaligned(void *arg)
{
	submit_bio(new_read(sda(), 1, PAGE_SIZE));
}

void case_submit_listed(void *arg)
{
	struct bio *bio = new_read(sda(), 0, PAGE_SIZE);

	bio->bi_next = bio;
	submit_bio(bio);
}

void case_submit_without_device(void *arg)
{
	submit_bio(new_read(NULL, 0, PAGE_SIZE));
}

void case_submit_under_spinlock(void *arg)
{
	static DEFINE_SPINLOCK(lock);
	struct bio *bio = new_read(sda(), 0, PAGE_SIZE);

	spin_lock(&lock);
	submit_bio(bio);
	spin_unlock(&lock);
}

void case_put_in_flight(void *arg)
{
	struct bio *bio = new_read(sda(), 0, PAGE_SIZE);

	submit_bio(bio);
	bio_put(bio);
}

/* --- dm-io --- */

static void dm_io_with(enum dm_io_mem_type type, void *address, io_notify_fn fn)
{
	struct dm_io_client *client = dm_io_client_create();
	struct dm_io_region where = { sda(), 0, 8 };
	struct dm_io_request req = { .bi_opf = REQ_OP_READ, .client = client };

	req.mem.type = type;
	req.mem.ptr.addr = address;
	req.notify.fn = fn;
	dm_io(&req, 1, &where, NULL, IOPRIO_DEFAULT);
	dm_io_client_destroy(client);
}

void case_kmem_of_vmalloc(void *arg)
{
	dm_io_with(DM_IO_KMEM, vmalloc(PAGE_SIZE), NULL);
}

void case_vma_of_kmalloc(void *arg)
{
	dm_io_with(DM_IO_VMA, kmalloc(PAGE_SIZE, GFP_KERNEL), NULL);
}

static void ignore_notify(unsigned long error, void *context)
{
}

void case_destroy_busy_client(void *arg)
{
	dm_io_with(DM_IO_KMEM, kmalloc(PAGE_SIZE, GFP_KERNEL), ignore_notify);
}
