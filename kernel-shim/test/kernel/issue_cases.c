// SPDX-License-Identifier: GPL-2.0-only
/*
 * Whole I/Os that keep the rules: zeroes, discards (F5.13 to F5.15), copies that fail (F5.12),
 * and two requests that no kernel takes.
 *
 * From: ../block_test.c, in tasks of their own. The disk is /dev/sda.
 */
#include "block_cases.h"

#include <linux/bio.h>
#include <linux/blkdev.h>
#include <linux/completion.h>
#include <linux/dm-io.h>
#include <linux/dm-kcopyd.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "blk.h"
#include "cases.h"
#include "dm-core.h"

static struct block_device *open_sda(void)
{
	struct block_device *bdev = blkdev_find("/dev/sda");

	dm_open(bdev);
	return bdev;
}

static int page_io(struct block_device *bdev, blk_opf_t opf, sector_t sector, struct page *page)
{
	struct bio_vec bv;
	struct bio bio;
	int r;

	bio_init(&bio, bdev, &bv, 1, opf);
	bio_add_page(&bio, page, PAGE_SIZE, 0);
	bio.bi_iter.bi_sector = sector;
	r = submit_bio_wait(&bio);
	bio_uninit(&bio);
	return r;
}

/* Twelve sectors of 24 become zero, by whatever the disk can do, and no other. */
void case_zero_out(void *arg)
{
	struct block_device *bdev = open_sda();
	struct page *page = alloc_page(GFP_KERNEL);
	char *data = page_address(page);
	sector_t sector;

	memset(data, 'z', PAGE_SIZE);
	for (sector = 0; sector < 24; sector += 8)
		CASE_EXPECT(page_io(bdev, REQ_OP_WRITE, sector, page) == 0);
	CASE_EXPECT(blkdev_issue_zeroout(bdev, 8, 12, GFP_KERNEL, BLKDEV_ZERO_NOUNMAP) == 0);
	CASE_EXPECT(blkdev_issue_zeroout(bdev, 0, 0, GFP_KERNEL, 0) == 0);
	CASE_EXPECT(page_io(bdev, REQ_OP_READ, 0, page) == 0 && !memchr_inv(data, 'z', PAGE_SIZE));
	CASE_EXPECT(page_io(bdev, REQ_OP_READ, 8, page) == 0 && mem_is_zero(data, PAGE_SIZE));
	CASE_EXPECT(page_io(bdev, REQ_OP_READ, 16, page) == 0 && mem_is_zero(data, 2048));
	CASE_EXPECT(!memchr_inv(data + 2048, 'z', 2048));
	__free_page(page);
	dm_close(bdev);
}

/* A disk that cannot be told to is written zeroes to, unless that is not wanted. */
void case_zero_out_by_pages(void *arg)
{
	struct block_device *bdev = open_sda();

	blk_queue_max_write_zeroes_sectors(bdev_get_queue(bdev), 0);
	CASE_EXPECT(blkdev_issue_zeroout(bdev, 0, 8, GFP_KERNEL, BLKDEV_ZERO_NOFALLBACK) ==
		    -EOPNOTSUPP);
	CASE_EXPECT(blkdev_issue_discard(bdev, 0, 8, GFP_KERNEL) == -EOPNOTSUPP);
	case_zero_out(arg);
	dm_close(bdev);
}

void case_discard(void *arg)
{
	struct block_device *bdev = open_sda();

	CASE_EXPECT(blkdev_issue_discard(bdev, 0, 0, GFP_KERNEL) == -EINVAL);
	CASE_EXPECT(blkdev_issue_discard(bdev, 0, 64, GFP_KERNEL) == 0);
	dm_close(bdev);
}

/* --- copies --- */

struct copy {
	struct completion done;
	int read_error;
	unsigned long write_errors;
};

static void copied(int read_error, unsigned long write_errors, void *context)
{
	struct copy *c = context;

	c->read_error = read_error;
	c->write_errors = write_errors;
	complete(&c->done);
}

/* Nothing is written of what cannot be read; what a caller ends himself is told as he says. */
void case_copies_fail(void *arg)
{
	struct block_device *bdev = open_sda();
	struct dm_io_region from = { bdev, bdev_nr_sectors(bdev), 8 }, to = { bdev, 64, 8 };
	struct dm_kcopyd_client *kc = dm_kcopyd_client_create(NULL);
	struct copy c;
	void *job;

	init_completion(&c.done);
	dm_kcopyd_copy(kc, &from, 1, &to, 0, copied, &c);
	wait_for_completion(&c.done);
	CASE_EXPECT(c.read_error && !c.write_errors);
	job = dm_kcopyd_prepare_callback(kc, copied, &c);
	dm_kcopyd_do_callback(job, 0, 6);
	wait_for_completion(&c.done);
	CASE_EXPECT(!c.read_error && c.write_errors == 6);
	dm_kcopyd_client_flush(kc);
	dm_kcopyd_client_destroy(kc);
	dm_close(bdev);
}

/* --- dm-io: only writes may go to several places (F5.2) --- */

static void read_two(io_notify_fn fn)
{
	struct block_device *bdev = open_sda();
	struct dm_io_region where[2] = { { bdev, 0, 8 }, { bdev, 8, 8 } };
	struct dm_io_request req = { .bi_opf = REQ_OP_READ, .client = dm_io_client_create() };

	req.mem.type = DM_IO_KMEM;
	req.mem.ptr.addr = kmalloc(PAGE_SIZE, GFP_KERNEL);
	req.notify.fn = fn;
	dm_io(&req, 2, where, NULL, IOPRIO_DEFAULT);
}

void case_read_two_regions(void *arg)
{
	read_two(NULL);
}

static void ignore_notify(unsigned long error, void *context)
{
}

void case_read_two_regions_later(void *arg)
{
	read_two(ignore_notify);
}

/* --- references of a module --- */

void case_module_references(void *arg)
{
	struct module module = { .name = "case" };

	__module_get(&module);
	CASE_EXPECT(try_module_get(&module) && module_refcount(&module) == 2);
	module_put(&module);
	module_put(&module);
	CASE_EXPECT(module_refcount(&module) == 0);
	CASE_EXPECT(try_module_get(NULL) && module_refcount(NULL) == 0);
	module_put(NULL);
}
