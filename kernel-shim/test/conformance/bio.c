// SPDX-License-Identifier: GPL-2.0-only
/*
 * Bios before they are submitted: building, iterating, cloning, splitting, lists.
 * F1.19, F1.22, F1.23, F5.17 to F5.22.
 */
#include <linux/bio.h>
#include <linux/gfp.h>
#include <linux/mm.h>

#include "conformance.h"

static struct bio_set bios;

static bool bios_init(void)
{
	int r = bioset_init(&bios, 8, 0, BIOSET_NEED_BVECS);

	CONF_EXPECT_EQ(r, 0);
	return !r;
}

static struct bio *new_bio(unsigned short nr_vecs, blk_opf_t opf)
{
	return bio_alloc_bioset(conf_bdev, nr_vecs, opf, GFP_NOIO, &bios);
}

static void a_new_bio(void)
{
	struct bio *bio;

	if (!bios_init())
		return;
	bio = new_bio(4, REQ_OP_WRITE | REQ_FUA);
	CONF_EXPECT(bio->bi_bdev == conf_bdev);
	CONF_EXPECT_EQ(bio->bi_vcnt, 0);
	CONF_EXPECT_EQ(bio->bi_iter.bi_size, 0);
	CONF_EXPECT_EQ(bio->bi_iter.bi_sector, 0);
	CONF_EXPECT_EQ(bio->bi_status, 0);
	CONF_EXPECT(!bio->bi_next && !bio->bi_end_io && !bio->bi_private);
	CONF_EXPECT_EQ(bio_op(bio), REQ_OP_WRITE);
	CONF_EXPECT_EQ(bio_data_dir(bio), WRITE);
	CONF_EXPECT(op_is_write(bio_op(bio)) && op_is_flush(bio->bi_opf));
	CONF_EXPECT(!bio_has_data(bio));
	CONF_EXPECT(!bio_flagged(bio, BIO_CLONED));
	bio_put(bio);
	bioset_exit(&bios);
}

/* F1.22: neighbours merge into one vector; segments are cut at page boundaries. */
static void neighbours_merge(void)
{
	struct page *pages = alloc_pages(GFP_KERNEL, 2);
	struct page *lone = alloc_page(GFP_KERNEL);
	unsigned int nr_segments = 0, nr_bvecs = 0;
	struct bvec_iter iter;
	struct bio_vec bv;
	struct bio *bio;

	if (!bios_init())
		return;
	bio = new_bio(2, REQ_OP_READ);
	CONF_EXPECT_EQ(bio_add_page(bio, pages, 4096, 0), 4096);
	CONF_EXPECT_EQ(bio_add_page(bio, pages + 1, 4096, 0), 4096);
	CONF_EXPECT_EQ(bio_add_page(bio, pages + 2, 512, 0), 512);
	CONF_EXPECT_EQ(bio->bi_vcnt, 1);
	CONF_EXPECT_EQ(bio_add_page(bio, lone, 1024, 512), 1024);
	CONF_EXPECT_EQ(bio->bi_vcnt, 2);
	CONF_EXPECT_EQ(bio->bi_iter.bi_size, 9728);
	CONF_EXPECT_EQ(bio_sectors(bio), 19);
	CONF_EXPECT_EQ(bio_segments(bio), 4);
	bio_for_each_segment(bv, bio, iter) {
		nr_segments++;
		CONF_EXPECT(bv.bv_offset + bv.bv_len <= PAGE_SIZE);
	}
	bio_for_each_bvec(bv, bio, iter)
		nr_bvecs++;
	CONF_EXPECT_EQ(nr_segments, 4);
	CONF_EXPECT_EQ(nr_bvecs, 2);
	CONF_EXPECT_EQ(bio->bi_iter.bi_size, 9728);
	bio_put(bio);
	bioset_exit(&bios);
	__free_page(lone);
	__free_pages(pages, 2);
}

/* A bio of its own memory is full when it says so; one of a bio_set may hold more. */
static void full_bios_take_no_page(void)
{
	static const struct {
		unsigned short asked, given;
	} rows[] = { { 1, 4 }, { 4, 4 }, { 5, 16 }, { 17, 64 }, { 65, 128 }, { 256, 256 } };
	struct page *page = alloc_page(GFP_KERNEL);
	struct bio_vec vecs[2];
	struct bio bio, *roomy;
	int i;

	if (!bios_init())
		return;
	bio_init(&bio, conf_bdev, vecs, 2, REQ_OP_WRITE);
	CONF_EXPECT_EQ(bio_add_page(&bio, page, 512, 0), 512);
	CONF_EXPECT_EQ(bio_add_page(&bio, page, 512, 1024), 512);
	CONF_EXPECT_EQ(bio_add_page(&bio, page, 512, 2048), 0);
	CONF_EXPECT_EQ(bio_add_page(&bio, page, 512, 1536), 512);
	CONF_EXPECT_EQ(bio.bi_vcnt, 2);
	CONF_EXPECT_EQ(bio.bi_iter.bi_size, 1536);
	bio_uninit(&bio);
	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		roomy = new_bio(rows[i].asked, REQ_OP_READ);
		CONF_EXPECT_EQ(roomy->bi_max_vecs, rows[i].given);
		bio_put(roomy);
	}
	bioset_exit(&bios);
	__free_page(page);
}

static void advancing(void)
{
	struct page *pages = alloc_pages(GFP_KERNEL, 1);
	struct bvec_iter copy;
	struct bio *bio;

	if (!bios_init())
		return;
	bio = new_bio(1, REQ_OP_WRITE);
	bio->bi_iter.bi_sector = 100;
	bio_add_page(bio, pages, 8192, 0);
	CONF_EXPECT_EQ(bio_end_sector(bio), 116);
	copy = bio->bi_iter;
	bio_advance_iter(bio, &copy, 4608);
	CONF_EXPECT_EQ(copy.bi_size, 3584);
	CONF_EXPECT_EQ(copy.bi_sector, 109);
	CONF_EXPECT_EQ(bio->bi_iter.bi_size, 8192);
	CONF_EXPECT_EQ(bio_iter_iovec(bio, copy).bv_offset, 512);
	CONF_EXPECT(bio_iter_iovec(bio, copy).bv_page == pages + 1);
	bio_advance(bio, 512);
	CONF_EXPECT_EQ(bio->bi_iter.bi_sector, 101);
	CONF_EXPECT_EQ(bio_iter_iovec(bio, bio->bi_iter).bv_offset, 512);
	CONF_EXPECT_EQ(bio_iter_iovec(bio, bio->bi_iter).bv_len, 3584);
	CONF_EXPECT(bio_data(bio) == page_address(pages) + 512);
	bio_put(bio);
	bioset_exit(&bios);
	__free_pages(pages, 1);
}

/* F1.19 */
static void clones_share_vectors(void)
{
	struct page *page = alloc_page(GFP_KERNEL);
	struct bio *bio, *clone;

	if (!bios_init())
		return;
	bio = new_bio(1, REQ_OP_WRITE | REQ_FUA | REQ_SYNC);
	bio->bi_iter.bi_sector = 8;
	bio_add_page(bio, page, 4096, 0);
	clone = bio_alloc_clone(conf_bdev, bio, GFP_NOIO, &bios);
	CONF_EXPECT(clone->bi_io_vec == bio->bi_io_vec);
	CONF_EXPECT_EQ(clone->bi_vcnt, 0);
	CONF_EXPECT(bio_flagged(clone, BIO_CLONED));
	CONF_EXPECT_EQ(clone->bi_opf, bio->bi_opf);
	CONF_EXPECT_EQ(clone->bi_iter.bi_sector, 8);
	CONF_EXPECT(bio_has_data(clone));
	bio_trim(clone, 2, 3);
	CONF_EXPECT_EQ(clone->bi_iter.bi_sector, 10);
	CONF_EXPECT_EQ(bio_sectors(clone), 3);
	CONF_EXPECT_EQ(bio_sectors(bio), 8);
	bio_put(clone);
	bio_put(bio);
	bioset_exit(&bios);
	__free_page(page);
}

static void split_gives_the_front(void)
{
	struct page *page = alloc_page(GFP_KERNEL);
	struct bio *bio, *front;

	if (!bios_init())
		return;
	bio = new_bio(1, REQ_OP_WRITE | REQ_FUA);
	bio->bi_iter.bi_sector = 16;
	bio_add_page(bio, page, 4096, 0);
	front = bio_split(bio, 3, GFP_NOIO, &bios);
	CONF_EXPECT(front && front != bio);
	CONF_EXPECT_EQ(bio_sectors(front), 3);
	CONF_EXPECT_EQ(front->bi_iter.bi_sector, 16);
	CONF_EXPECT(front->bi_opf & REQ_FUA);
	CONF_EXPECT_EQ(bio_sectors(bio), 5);
	CONF_EXPECT_EQ(bio->bi_iter.bi_sector, 19);
	CONF_EXPECT_EQ(bio_iter_iovec(bio, bio->bi_iter).bv_offset, 1536);
	bio_put(front);
	bio_put(bio);
	bioset_exit(&bios);
	__free_page(page);
}

/* F1.23: a direction and a size, and no pages. */
static void discards_have_no_data(void)
{
	static const blk_opf_t ops[] = { REQ_OP_DISCARD, REQ_OP_WRITE_ZEROES };
	struct bio *bio;
	int i;

	if (!bios_init())
		return;
	for (i = 0; i < ARRAY_SIZE(ops); i++) {
		bio = new_bio(0, ops[i]);
		bio->bi_iter.bi_size = 8192;
		CONF_EXPECT_EQ(bio_data_dir(bio), WRITE);
		CONF_EXPECT(!bio_has_data(bio));
		CONF_EXPECT(bio_no_advance_iter(bio));
		CONF_EXPECT_EQ(bio_segments(bio), 0);
		CONF_EXPECT_EQ(bio_sectors(bio), 16);
		bio_put(bio);
	}
	bioset_exit(&bios);
}

static void payload_helpers(void)
{
	struct page *page = alloc_page(GFP_KERNEL);
	struct bvec_iter iter;
	struct bio_vec bv;
	struct bio bio;
	struct bio_vec vec;
	char copy[1024];
	u8 *p;

	bio_init(&bio, conf_bdev, &vec, 1, REQ_OP_READ);
	CONF_EXPECT_EQ(bio_add_page(&bio, page, 1024, 512), 1024);
	memset(page_address(page), 0x5a, PAGE_SIZE);
	bio_for_each_segment(bv, &bio, iter) {
		memset(copy, 0x33, sizeof(copy));
		memcpy_to_bvec(&bv, copy);
		memset(copy, 0, sizeof(copy));
		memcpy_from_bvec(copy, &bv);
		CONF_EXPECT(!memchr_inv(copy, 0x33, 1024));
		p = bvec_kmap_local(&bv);
		CONF_EXPECT(!memchr_inv(p, 0x33, 1024));
		kunmap_local(p);
	}
	p = page_address(page);
	CONF_EXPECT(p[511] == 0x5a && p[512] == 0x33 && p[1535] == 0x33 && p[1536] == 0x5a);
	zero_fill_bio(&bio);
	CONF_EXPECT(p[511] == 0x5a && !memchr_inv(p + 512, 0, 1024) && p[1536] == 0x5a);
	bio_uninit(&bio);
	__free_page(page);
}

static void reset_keeps_the_vectors(void)
{
	struct bio_vec vec;
	struct bio bio;

	bio_init(&bio, conf_bdev, &vec, 1, REQ_OP_WRITE);
	bio.bi_status = BLK_STS_IOERR;
	bio.bi_iter.bi_sector = 77;
	bio_reset(&bio, conf_bdev, REQ_OP_READ);
	CONF_EXPECT_EQ(bio.bi_status, 0);
	CONF_EXPECT_EQ(bio.bi_iter.bi_sector, 0);
	CONF_EXPECT_EQ(bio_op(&bio), REQ_OP_READ);
	CONF_EXPECT(bio.bi_io_vec == &vec);
	CONF_EXPECT_EQ(bio.bi_max_vecs, 1);
	bio_uninit(&bio);
}

static void lists_of_bios(void)
{
	struct bio_list a = BIO_EMPTY_LIST, b;
	struct bio bio[4];
	int i;

	for (i = 0; i < 4; i++)
		bio_init(&bio[i], conf_bdev, NULL, 0, REQ_OP_READ);
	bio_list_init(&b);
	CONF_EXPECT(bio_list_empty(&a) && bio_list_empty(&b));
	CONF_EXPECT(!bio_list_pop(&a) && !bio_list_peek(&a));
	bio_list_add(&a, &bio[0]);
	bio_list_add(&a, &bio[1]);
	bio_list_add_head(&a, &bio[2]);
	CONF_EXPECT_EQ(bio_list_size(&a), 3);
	CONF_EXPECT(bio_list_peek(&a) == &bio[2]);
	bio_list_add(&b, &bio[3]);
	bio_list_merge(&b, &a);
	/* F5.22: the source is not emptied. */
	CONF_EXPECT(!bio_list_empty(&a));
	CONF_EXPECT_EQ(bio_list_size(&b), 4);
	CONF_EXPECT(bio_list_pop(&b) == &bio[3]);
	CONF_EXPECT(!bio[3].bi_next);
	CONF_EXPECT(bio_list_pop(&b) == &bio[2]);
	CONF_EXPECT(bio_list_get(&b) == &bio[0]);
	CONF_EXPECT(bio_list_empty(&b));
	CONF_EXPECT(bio[0].bi_next == &bio[1]);
}

struct framed {
	u64 mark;
	struct bio bio;
};

static void front_pads_lie_in_front(void)
{
	struct bio_set set;
	struct framed *f;
	struct bio *bio;

	CONF_EXPECT_EQ(bioset_init(&set, 2, offsetof(struct framed, bio), 0), 0);
	bio = bio_alloc_bioset(conf_bdev, 0, REQ_OP_READ, GFP_NOIO, &set);
	f = container_of(bio, struct framed, bio);
	f->mark = 5;
	CONF_EXPECT(&f->bio == bio);
	bio_get(bio);
	bio_put(bio);
	CONF_EXPECT_EQ(f->mark, 5);
	bio_put(bio);
	bioset_exit(&set);
}

static const struct conf_case cases[] = {
	CONF_CASE(a_new_bio),
	CONF_CASE(neighbours_merge),
	CONF_CASE(full_bios_take_no_page),
	CONF_CASE(advancing),
	CONF_CASE(clones_share_vectors),
	CONF_CASE(split_gives_the_front),
	CONF_CASE(discards_have_no_data),
	CONF_CASE(payload_helpers),
	CONF_CASE(reset_keeps_the_vectors),
	CONF_CASE(lists_of_bios),
	CONF_CASE(front_pads_lie_in_front),
	CONF_END,
};

const struct conf_suite conf_bio = { .name = "bio", .cases = cases };
