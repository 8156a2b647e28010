// SPDX-License-Identifier: GPL-2.0-only
/*
 * Bios and limits without a disk: pages, clones, pieces, chains, and the stacking of
 * limits (F3.14 to F3.17). Offenders are in block_cases.c.
 */
#include "memory_cases.h"

#include <linux/bio.h>
#include <linux/blkdev.h>
#include <linux/completion.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>

/* A bio of @nr pages of its own, each filled with its number from @first on. */
static struct bio *filled_bio(unsigned short nr, u8 first)
{
	struct bio *bio = bio_alloc(NULL, nr, REQ_OP_WRITE, GFP_KERNEL);
	struct page *page;
	unsigned short i;

	for (i = 0; i < nr; i++) {
		page = alloc_page(GFP_KERNEL);
		memset(page_address(page), first + i, PAGE_SIZE);
		__bio_add_page(bio, page, PAGE_SIZE, 0);
	}
	return bio;
}

static u8 byte_at(struct bio *bio, unsigned int page, unsigned int at)
{
	return ((u8 *)page_address(bio->bi_io_vec[page].bv_page))[at];
}

static void data_is_copied_between_bios(void *arg)
{
	struct bio *src = filled_bio(3, 10), *dst = filled_bio(2, 90);

	bio_advance(src, 512);
	bio_copy_data(dst, src);
	CASE_EXPECT(byte_at(dst, 0, 0) == 10 && byte_at(dst, 0, 3583) == 10);
	CASE_EXPECT(byte_at(dst, 0, 3584) == 11 && byte_at(dst, 1, 3583) == 11);
	CASE_EXPECT(byte_at(dst, 1, 3584) == 12 && byte_at(dst, 1, 4095) == 12);
	CASE_EXPECT(src->bi_iter.bi_size == 3 * PAGE_SIZE - 512);
	CASE_EXPECT(dst->bi_iter.bi_size == 2 * PAGE_SIZE);
	zero_fill_bio(src);
	CASE_EXPECT(byte_at(src, 0, 511) == 10 && !byte_at(src, 0, 512) && !byte_at(src, 2, 4095));
	bio_free_pages(src);
	bio_free_pages(dst);
	bio_put(src);
	bio_put(dst);
}

static void pages_for_a_layout(void *arg)
{
	struct bio *bio = bio_kmalloc(4, GFP_KERNEL);

	bio_init(bio, NULL, bio->bi_inline_vecs, 4, REQ_OP_READ);
	bio->bi_vcnt = 3;
	memset(bio->bi_io_vec, 0, 3 * sizeof(*bio->bi_io_vec));
	CASE_EXPECT(bio_alloc_pages(bio, GFP_KERNEL) == 0);
	CASE_EXPECT(bio->bi_io_vec[0].bv_page && bio->bi_io_vec[2].bv_page);
	CASE_EXPECT(bio->bi_io_vec[0].bv_page != bio->bi_io_vec[1].bv_page);
	while (bio->bi_vcnt)
		__free_page(bio->bi_io_vec[--bio->bi_vcnt].bv_page);
	bio_uninit(bio);
	kfree(bio);
	CASE_EXPECT(!bio_kmalloc(BIO_MAX_VECS + 1, GFP_KERNEL));
}

/* No more fits than was asked for; what adjoins joins. */
static void a_bio_is_full(void *arg)
{
	struct bio *bio = bio_alloc(NULL, 1, REQ_OP_READ, GFP_KERNEL);
	struct page *run = alloc_pages(GFP_KERNEL, 1), *other = alloc_page(GFP_KERNEL);
	int nr;

	CASE_EXPECT(bio_add_page(bio, run, PAGE_SIZE, 0) == PAGE_SIZE);
	CASE_EXPECT(bio_add_page(bio, run + 1, PAGE_SIZE, 0) == PAGE_SIZE && bio->bi_vcnt == 1);
	for (nr = 1; bio_add_page(bio, nr % 2 ? other : run, 512, 1024); nr++)
		;
	CASE_EXPECT(bio->bi_vcnt == bio->bi_max_vecs && nr == bio->bi_max_vecs);
	CASE_EXPECT(bio->bi_iter.bi_size == 2 * PAGE_SIZE + (nr - 1) * 512);
	bio_put(bio);
	__free_pages(run, 1);
	__free_page(other);
}

static void clones_and_pieces(void *arg)
{
	struct bio *bio = filled_bio(4, 1), *piece, *clone;
	struct bio init;

	bio_init_clone(NULL, &init, bio, GFP_KERNEL);
	CASE_EXPECT(init.bi_io_vec == bio->bi_io_vec && bio_sectors(&init) == 32);
	bio_trim(&init, 8, 16);
	CASE_EXPECT(init.bi_iter.bi_sector == 8 && bio_sectors(&init) == 16);
	bio_trim(&init, 0, 16);
	CASE_EXPECT(bio_sectors(&init) == 16 && bio_sectors(bio) == 32 && bio_segments(&init) == 2);
	piece = bio_split(bio, 10, GFP_KERNEL, &fs_bio_set);
	CASE_EXPECT(bio_sectors(piece) == 10 && bio_sectors(bio) == 22);
	CASE_EXPECT(bio->bi_iter.bi_sector == 10 && piece->bi_iter.bi_sector == 0);
	CASE_EXPECT(bio_next_split(bio, 22, GFP_KERNEL, &fs_bio_set) == bio);
	clone = bio_alloc_clone(NULL, bio, GFP_KERNEL, &fs_bio_set);
	CASE_EXPECT(bio_flagged(clone, BIO_CLONED) && bio_sectors(clone) == 22);
	bio_put(clone);
	bio_put(piece);
	bio_uninit(&init);
	bio_free_pages(bio);
	bio_put(bio);
}

static void note_end(struct bio *bio)
{
	complete(bio->bi_private);
}

/* The parent ends when both have ended, with the first error (F1.35). */
static void chains_end_once(void *arg)
{
	DECLARE_COMPLETION_ONSTACK(done);
	struct bio *parent = bio_alloc(NULL, 0, REQ_OP_WRITE, GFP_KERNEL);
	struct bio *child = bio_alloc(NULL, 0, REQ_OP_WRITE, GFP_KERNEL);

	parent->bi_end_io = note_end;
	parent->bi_private = &done;
	bio_chain(child, parent);
	bio_endio(parent);
	CASE_EXPECT(!completion_done(&done));
	child->bi_status = BLK_STS_MEDIUM;
	bio_endio(child);
	CASE_EXPECT(completion_done(&done) && parent->bi_status == BLK_STS_MEDIUM);
	bio_put(parent);
}

static void statuses_and_their_names(void *arg)
{
	static const int errors[] = { 0,	-EOPNOTSUPP, -ETIMEDOUT, -ENOSPC, -ENOLINK,
				      -ENODATA, -EILSEQ,     -ENOMEM,	 -EAGAIN, -EIO };
	int i;

	for (i = 0; i < ARRAY_SIZE(errors); i++)
		CASE_EXPECT(blk_status_to_errno(errno_to_blk_status(errors[i])) == errors[i]);
	CASE_EXPECT(errno_to_blk_status(-EXDEV) == BLK_STS_IOERR);
	CASE_EXPECT(!strcmp(blk_op_str(REQ_OP_READ), "READ"));
	CASE_EXPECT(!strcmp(blk_op_str(REQ_OP_WRITE), "WRITE"));
	CASE_EXPECT(!strcmp(blk_op_str(REQ_OP_FLUSH), "FLUSH"));
	CASE_EXPECT(!strcmp(blk_op_str(REQ_OP_DISCARD), "DISCARD"));
	CASE_EXPECT(!strcmp(blk_op_str(REQ_OP_SECURE_ERASE), "SECURE_ERASE"));
	CASE_EXPECT(!strcmp(blk_op_str(REQ_OP_WRITE_ZEROES), "WRITE_ZEROES"));
	CASE_EXPECT(!strcmp(blk_op_str((enum req_op)77), "UNKNOWN"));
	CASE_EXPECT(*blk_status_to_str(BLK_STS_IOERR) && *blk_status_to_str(BLK_STS_OK) == '\0');
}

/* --- limits --- */

static void limits_stack_to_what_both_can(void *arg)
{
	struct queue_limits top, bottom;

	blk_set_stacking_limits(&top);
	blk_set_default_limits(&bottom);
	bottom.logical_block_size = bottom.physical_block_size = 4096;
	bottom.max_sectors = 1001;
	bottom.chunk_sectors = 64;
	blk_limits_io_min(&bottom, 1024);
	blk_limits_io_opt(&bottom, 65536);
	CASE_EXPECT(bottom.io_min == 4096 && bottom.io_opt == 65536);
	CASE_EXPECT(blk_stack_limits(&top, &bottom, 0) == 0 && !top.misaligned);
	CASE_EXPECT(top.logical_block_size == 4096 && top.io_min == 4096);
	CASE_EXPECT(top.max_sectors == 1000 && top.chunk_sectors == 64);
	CASE_EXPECT(top.io_opt == 65536 && !top.max_write_zeroes_sectors);
	blk_limits_io_opt(&bottom, 3 * 32768);
	CASE_EXPECT(blk_stack_limits(&top, &bottom, 0) == 0 && top.io_opt == 3 * 65536);
}

/* A start within a block is seen: the block's end is not where the upper device's is. */
static void limits_that_do_not_fit(void *arg)
{
	struct queue_limits top, bottom;

	blk_set_stacking_limits(&top);
	blk_set_default_limits(&bottom);
	bottom.physical_block_size = 4096;
	blk_limits_io_min(&bottom, 4096);
	blk_limits_io_opt(&bottom, 3 * 512);
	CASE_EXPECT(blk_stack_limits(&top, &bottom, 0) == -1 && top.misaligned);
	CASE_EXPECT(!top.io_opt);
	blk_set_stacking_limits(&top);
	blk_limits_io_opt(&bottom, 0);
	CASE_EXPECT(blk_stack_limits(&top, &bottom, 7) == 0 && top.alignment_offset == 512);
	blk_set_stacking_limits(&top);
	CASE_EXPECT(blk_stack_limits(&top, &bottom, 0) == 0);
	CASE_EXPECT(blk_stack_limits(&top, &bottom, 1) == -1 && top.misaligned);
}

/* Of blocks that do not divide each other the larger wins, and the device is misaligned. */
static void limits_with_odd_blocks(void *arg)
{
	struct request_queue q = { 0 };
	struct block_device bdev = { .bd_queue = &q };
	struct queue_limits top;

	blk_set_default_limits(&q.limits);
	q.limits.physical_block_size = 3 * 512;
	blk_limits_io_min(&q.limits, 512);
	CASE_EXPECT(q.limits.io_min == 3 * 512);
	blk_set_stacking_limits(&top);
	top.logical_block_size = 1024;
	CASE_EXPECT(bdev_stack_limits(&top, &bdev, 0) == -1 && top.misaligned);
	CASE_EXPECT(top.physical_block_size == 1024 && top.io_min == 1024);
}

static void queues_are_told(void *arg)
{
	struct request_queue q = { 0 };

	blk_queue_max_discard_sectors(&q, 99);
	blk_queue_max_write_zeroes_sectors(&q, 77);
	CASE_EXPECT(q.limits.max_discard_sectors == 99 && q.limits.max_hw_discard_sectors == 99);
	CASE_EXPECT(q.limits.max_write_zeroes_sectors == 77);
	blk_queue_write_cache(&q, true, true);
	CASE_EXPECT(q.queue_flags == (BIT(QUEUE_FLAG_WC) | BIT(QUEUE_FLAG_FUA)));
	blk_queue_write_cache(&q, true, false);
	CASE_EXPECT(q.queue_flags == BIT(QUEUE_FLAG_WC));
	blk_queue_write_cache(&q, false, false);
	CASE_EXPECT(!q.queue_flags);
}

const struct shim_case bio_cases[] = {
	CASE_GOOD(data_is_copied_between_bios),
	CASE_GOOD(pages_for_a_layout),
	CASE_GOOD(a_bio_is_full),
	CASE_GOOD(clones_and_pieces),
	CASE_GOOD(chains_end_once),
	CASE_GOOD(statuses_and_their_names),
	CASE_GOOD(limits_stack_to_what_both_can),
	CASE_GOOD(limits_that_do_not_fit),
	CASE_GOOD(limits_with_odd_blocks),
	CASE_GOOD(queues_are_told),
	CASE_END,
};
