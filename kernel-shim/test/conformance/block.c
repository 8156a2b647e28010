// SPDX-License-Identifier: GPL-2.0-only
/*
 * Bios that are submitted to a disk: F1.2, F1.6, F5.13 to F5.16, F6.4.
 */
#include <linux/bio.h>
#include <linux/blkdev.h>
#include <linux/completion.h>
#include <linux/mm.h>
#include <linux/preempt.h>

#include "conformance.h"

struct probe {
	struct bio bio;
	struct bio_vec vecs[4];
	struct completion done;
	int nr_ended;
	bool ended_inline, is_submitting, could_sleep;
};

static void probe_done(struct bio *bio)
{
	struct probe *p = container_of(bio, struct probe, bio);

	p->nr_ended++;
	p->ended_inline = p->is_submitting;
	p->could_sleep = in_task();
	complete(&p->done);
}

static void probe_init(struct probe *p, blk_opf_t opf, sector_t sector)
{
	memset(p, 0, sizeof(*p));
	bio_init(&p->bio, conf_bdev, p->vecs, ARRAY_SIZE(p->vecs), opf);
	p->bio.bi_iter.bi_sector = sector;
	p->bio.bi_end_io = probe_done;
	init_completion(&p->done);
}

static int probe_go(struct probe *p)
{
	p->is_submitting = true;
	submit_bio(&p->bio);
	p->is_submitting = false;
	wait_for_completion(&p->done);
	CONF_EXPECT_EQ(p->nr_ended, 1);
	return blk_status_to_errno(p->bio.bi_status);
}

static int probe_page(blk_opf_t opf, sector_t sector, struct page *page, unsigned int len_bytes)
{
	struct probe p;

	probe_init(&p, opf, sector);
	CONF_EXPECT_EQ(bio_add_page(&p.bio, page, len_bytes, 0), len_bytes);
	return probe_go(&p);
}

static void what_is_written_is_read(void)
{
	struct page *out = alloc_page(GFP_KERNEL), *in = alloc_page(GFP_KERNEL);
	u8 *p = page_address(out), *q = page_address(in);
	int i;

	for (i = 0; i < PAGE_SIZE; i++)
		p[i] = i * 7 + i / 256;
	CONF_EXPECT_EQ(probe_page(REQ_OP_WRITE, 16, out, 4096), 0);
	memset(q, 0xee, PAGE_SIZE);
	CONF_EXPECT_EQ(probe_page(REQ_OP_READ, 16, in, 4096), 0);
	CONF_EXPECT(!memcmp(p, q, 4096));
	CONF_EXPECT_EQ(probe_page(REQ_OP_READ, 19, in, 512), 0);
	CONF_EXPECT(!memcmp(p + 1536, q, 512));
	CONF_EXPECT(!memcmp(p + 512, q + 512, 512));
	CONF_EXPECT_EQ(probe_page(REQ_OP_WRITE | REQ_FUA, 17, out, 512), 0);
	CONF_EXPECT_EQ(probe_page(REQ_OP_READ, 16, in, 4096), 0);
	CONF_EXPECT(!memcmp(p, q + 512, 512));
	CONF_EXPECT(!memcmp(p, q, 512) && !memcmp(p + 1024, q + 1024, 3072));
	__free_page(out);
	__free_page(in);
}

static void multi_page_vectors_are_whole(void)
{
	struct page *out = alloc_pages(GFP_KERNEL, 1), *in = alloc_pages(GFP_KERNEL, 1);
	struct probe p;
	int i;

	for (i = 0; i < 8192; i++)
		((u8 *)page_address(out))[i] = i * 13 + i / 4096;
	probe_init(&p, REQ_OP_WRITE, 64);
	bio_add_page(&p.bio, out, 8192 - 512, 512);
	CONF_EXPECT_EQ(p.bio.bi_vcnt, 1);
	CONF_EXPECT_EQ(probe_go(&p), 0);
	probe_init(&p, REQ_OP_READ, 64);
	bio_add_page(&p.bio, in, 1024, 7168);
	bio_add_page(&p.bio, in, 6656, 0);
	CONF_EXPECT_EQ(p.bio.bi_vcnt, 2);
	CONF_EXPECT_EQ(probe_go(&p), 0);
	CONF_EXPECT(!memcmp(page_address(in) + 7168, page_address(out) + 512, 1024));
	CONF_EXPECT(!memcmp(page_address(in), page_address(out) + 1536, 6656));
	__free_pages(out, 1);
	__free_pages(in, 1);
}

/* F1.2(3): ends before submit_bio() returns, in the submitter's own context. */
static void beyond_the_end(void)
{
	struct page *page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	sector_t nr_sectors = bdev_nr_sectors(conf_bdev);
	struct probe p;

	CONF_EXPECT_EQ(probe_page(REQ_OP_WRITE, nr_sectors - 8, page, 4096), 0);
	CONF_EXPECT_EQ(probe_page(REQ_OP_WRITE, nr_sectors - 7, page, 4096), -EIO);
	CONF_EXPECT_EQ(probe_page(REQ_OP_READ, nr_sectors, page, 512), -EIO);
	CONF_EXPECT_EQ(probe_page(REQ_OP_READ, ~0ULL >> 9, page, 512), -EIO);
	probe_init(&p, REQ_OP_READ, nr_sectors);
	bio_add_page(&p.bio, page, 512, 0);
	CONF_EXPECT_EQ(probe_go(&p), -EIO);
	CONF_EXPECT(p.ended_inline);
	CONF_EXPECT(p.could_sleep);
	__free_page(page);
}

/* F1.2(5): without a write cache an empty flush is answered at once. */
static void flushes(void)
{
	struct page *page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	struct probe p;

	probe_init(&p, REQ_OP_WRITE | REQ_PREFLUSH, 0);
	CONF_EXPECT_EQ(probe_go(&p), 0);
	if (!bdev_write_cache(conf_bdev)) {
		CONF_EXPECT(p.ended_inline);
		CONF_EXPECT(!(p.bio.bi_opf & (REQ_PREFLUSH | REQ_FUA)));
	}
	probe_init(&p, REQ_OP_WRITE | REQ_PREFLUSH | REQ_FUA, 8);
	bio_add_page(&p.bio, page, 4096, 0);
	CONF_EXPECT_EQ(probe_go(&p), 0);
	if (!bdev_write_cache(conf_bdev))
		CONF_EXPECT(!(p.bio.bi_opf & (REQ_PREFLUSH | REQ_FUA)));
	CONF_EXPECT_EQ(blkdev_issue_flush(conf_bdev), 0);
	__free_page(page);
}

/* F1.2(7), F5.14 */
static void discards(void)
{
	bool has_discard = bdev_max_discard_sectors(conf_bdev) > 0;
	struct probe p;

	probe_init(&p, REQ_OP_DISCARD, 0);
	p.bio.bi_iter.bi_size = 4096;
	CONF_EXPECT_EQ(probe_go(&p), has_discard ? 0 : -EOPNOTSUPP);
	if (!has_discard)
		CONF_EXPECT(p.ended_inline);
	CONF_EXPECT_EQ(blkdev_issue_discard(conf_bdev, 0, 8, GFP_NOIO),
		       has_discard ? 0 : -EOPNOTSUPP);
	if (has_discard)
		CONF_EXPECT_EQ(blkdev_issue_discard(conf_bdev, 0, 0, GFP_NOIO), -EINVAL);
	probe_init(&p, REQ_OP_SECURE_ERASE, 0);
	p.bio.bi_iter.bi_size = 4096;
	CONF_EXPECT_EQ(probe_go(&p), -EOPNOTSUPP);
}

/* F5.15 */
static void zeroout_falls_back(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	memset(page_address(page), 0x77, PAGE_SIZE);
	CONF_EXPECT_EQ(probe_page(REQ_OP_WRITE, 32, page, 4096), 0);
	CONF_EXPECT_EQ(blkdev_issue_zeroout(conf_bdev, 33, 6, GFP_NOIO, 0), 0);
	CONF_EXPECT_EQ(probe_page(REQ_OP_READ, 32, page, 4096), 0);
	CONF_EXPECT(!memchr_inv(page_address(page) + 512, 0, 3072));
	CONF_EXPECT(!memchr_inv(page_address(page), 0x77, 512));
	CONF_EXPECT(!memchr_inv(page_address(page) + 3584, 0x77, 512));
	__free_page(page);
}

/* F5.16 */
static void submit_and_wait(void)
{
	struct page *page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	struct bio_vec vec;
	struct bio bio;

	bio_init(&bio, conf_bdev, &vec, 1, REQ_OP_WRITE);
	bio.bi_iter.bi_sector = 40;
	bio_add_page(&bio, page, 4096, 0);
	CONF_EXPECT_EQ(submit_bio_wait(&bio), 0);
	CONF_EXPECT(bio.bi_opf & REQ_SYNC);
	bio_uninit(&bio);
	bio_init(&bio, conf_bdev, &vec, 1, REQ_OP_READ);
	bio.bi_iter.bi_sector = bdev_nr_sectors(conf_bdev);
	bio_add_page(&bio, page, 4096, 0);
	CONF_EXPECT_EQ(submit_bio_wait(&bio), -EIO);
	bio_uninit(&bio);
	__free_page(page);
}

static void a_plug_does_not_keep_what_is_waited_for(void)
{
	struct page *page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	struct blk_plug plug, nested;
	struct probe p;

	blk_start_plug(&plug);
	blk_start_plug(&nested);
	probe_init(&p, REQ_OP_WRITE, 48);
	bio_add_page(&p.bio, page, 4096, 0);
	CONF_EXPECT_EQ(probe_go(&p), 0);
	blk_finish_plug(&nested);
	blk_finish_plug(&plug);
	probe_init(&p, REQ_OP_WRITE, 56);
	bio_add_page(&p.bio, page, 4096, 0);
	blk_start_plug(&plug);
	submit_bio(&p.bio);
	blk_finish_plug(&plug);
	wait_for_completion(&p.done);
	CONF_EXPECT_EQ(p.nr_ended, 1);
	__free_page(page);
}

static void many_at_once_end_once_each(void)
{
	struct page *page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	struct probe *p = kcalloc(16, sizeof(*p), GFP_KERNEL);
	int i;

	for (i = 0; i < 16; i++) {
		probe_init(&p[i], REQ_OP_WRITE, i * 8);
		bio_add_page(&p[i].bio, page, 4096, 0);
		submit_bio(&p[i].bio);
	}
	for (i = 0; i < 16; i++)
		wait_for_completion(&p[i].done);
	conf_settle();
	for (i = 0; i < 16; i++) {
		CONF_EXPECT_EQ(p[i].nr_ended, 1);
		CONF_EXPECT_EQ(p[i].bio.bi_status, 0);
	}
	kfree(p);
	__free_page(page);
}

static void what_a_device_says_of_itself(void)
{
	CONF_EXPECT(bdev_nr_sectors(conf_bdev) > 1024);
	CONF_EXPECT_EQ(bdev_nr_bytes(conf_bdev), bdev_nr_sectors(conf_bdev) << 9);
	CONF_EXPECT_EQ(bdev_logical_block_size(conf_bdev), 512);
	CONF_EXPECT(bdev_physical_block_size(conf_bdev) >= 512);
	CONF_EXPECT(bdev_io_min(conf_bdev) >= 512);
	CONF_EXPECT(!bdev_read_only(conf_bdev));
}

static const struct conf_case cases[] = {
	CONF_CASE(what_is_written_is_read),
	CONF_CASE(multi_page_vectors_are_whole),
	CONF_CASE(beyond_the_end),
	CONF_CASE(flushes),
	CONF_CASE(discards),
	CONF_CASE(zeroout_falls_back),
	CONF_CASE(submit_and_wait),
	CONF_CASE(a_plug_does_not_keep_what_is_waited_for),
	CONF_CASE(many_at_once_end_once_each),
	CONF_CASE(what_a_device_says_of_itself),
	CONF_END,
};

const struct conf_suite conf_block = { .name = "block", .cases = cases };
