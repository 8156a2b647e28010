// SPDX-License-Identifier: GPL-2.0-only
/*
 * A bio's vectors: adding pages, walking, copying.
 *
 * From: whoever builds bios of his own; bio.c for the life of a bio.
 */
#include <linux/bio.h>
#include <linux/blkdev.h>
#include <linux/export.h>
#include <linux/gfp.h>
#include <linux/highmem.h>

#include "blk.h"

void __bio_advance(struct bio *bio, unsigned int bytes)
{
	bio_advance_iter(bio, &bio->bi_iter, bytes);
}
EXPORT_SYMBOL(__bio_advance);

unsigned int bio_segments(struct bio *bio)
{
	struct bvec_iter iter;
	struct bio_vec bv;
	unsigned int nr = 0;

	if (bio_no_advance_iter(bio)) /* F1.23 */
		return 0;
	bio_for_each_segment(bv, bio, iter)
		nr++;
	return nr;
}
EXPORT_SYMBOL(bio_segments);

bool bio_next_segment_all(const struct bio *bio, struct bvec_iter_all *iter)
{
	const struct bio_vec *bv;
	unsigned int at;

	if (iter->bv.bv_page)
		iter->done += iter->bv.bv_len;
	if (iter->idx < bio->bi_vcnt && iter->done >= bio->bi_io_vec[iter->idx].bv_len) {
		iter->idx++;
		iter->done = 0;
	}
	if (iter->idx >= bio->bi_vcnt)
		return false;
	if (bio->bi_flags & (1U << BIO_CLONED))
		WARN_ONCE(1, "bio_for_each_segment_all() of a clone\n"); /* F1.19 */
	bv = &bio->bi_io_vec[iter->idx];
	at = bv->bv_offset + iter->done;
	iter->bv.bv_page = bv->bv_page + at / PAGE_SIZE;
	iter->bv.bv_offset = at % PAGE_SIZE;
	iter->bv.bv_len =
		min_t(unsigned int, bv->bv_len - iter->done, PAGE_SIZE - iter->bv.bv_offset);
	return true;
}
EXPORT_SYMBOL(bio_next_segment_all);

void __bio_add_page(struct bio *bio, struct page *page, unsigned int len, unsigned int off)
{
	struct bio_vec *bv = &bio->bi_io_vec[bio->bi_vcnt];

	WARN_ON_ONCE(bio_flagged(bio, BIO_CLONED));
	WARN_ON_ONCE(bio_full(bio, len));
	bv->bv_page = page;
	bv->bv_offset = off;
	bv->bv_len = len;
	bio->bi_iter.bi_size += len;
	bio->bi_vcnt++;
}
EXPORT_SYMBOL(__bio_add_page);

/* Does the page go on where the last vector ends? Addresses decide, as they do in memory. */
static bool bio_try_merge(struct bio *bio, struct page *page, unsigned int len, unsigned int off)
{
	struct bio_vec *bv;

	if (!bio->bi_vcnt || bio->bi_iter.bi_size > UINT_MAX - len)
		return false;
	bv = &bio->bi_io_vec[bio->bi_vcnt - 1];
	if ((char *)page_address(bv->bv_page) + bv->bv_offset + bv->bv_len !=
	    (char *)page_address(page) + off)
		return false;
	bv->bv_len += len;
	bio->bi_iter.bi_size += len;
	return true;
}

/**
 * bio_add_page - add @len bytes at @off of @page; adjoining memory joins one vector
 * Return: @len, or 0 when the bio is full.
 */
int bio_add_page(struct bio *bio, struct page *page, unsigned int len, unsigned int off)
{
	bio_check_alive(bio, __func__);
	if (WARN_ON_ONCE(bio_flagged(bio, BIO_CLONED)))
		return 0;
	if (bio_try_merge(bio, page, len, off))
		return len;
	if (bio_full(bio, len))
		return 0;
	__bio_add_page(bio, page, len, off);
	return len;
}
EXPORT_SYMBOL(bio_add_page);

int bio_alloc_pages(struct bio *bio, gfp_t gfp)
{
	int i;

	for (i = 0; i < bio->bi_vcnt; i++) {
		bio->bi_io_vec[i].bv_page = alloc_page(gfp);
		if (bio->bi_io_vec[i].bv_page)
			continue;
		while (--i >= 0)
			__free_page(bio->bi_io_vec[i].bv_page);
		return -ENOMEM;
	}
	return 0;
}

void bio_free_pages(struct bio *bio)
{
	struct bvec_iter_all iter;
	struct bio_vec *bv;

	bio_for_each_segment_all(bv, bio, iter)
		__free_page(bv->bv_page);
}
EXPORT_SYMBOL(bio_free_pages);

void zero_fill_bio_iter(struct bio *bio, struct bvec_iter start)
{
	struct bvec_iter iter;
	struct bio_vec bv;

	__bio_for_each_segment(bv, bio, iter, start)
		memzero_bvec(&bv);
}
EXPORT_SYMBOL(zero_fill_bio_iter);

/* As much as both have; the iterators stay. */
void bio_copy_data(struct bio *dst, struct bio *src)
{
	struct bvec_iter to = dst->bi_iter, from = src->bi_iter;

	while (to.bi_size && from.bi_size) {
		struct bio_vec a = bio_iter_iovec(dst, to), b = bio_iter_iovec(src, from);
		unsigned int n = min(a.bv_len, b.bv_len);
		char *p = bvec_kmap_local(&a), *q = bvec_kmap_local(&b);

		memcpy(p, q, n);
		kunmap_local(q);
		kunmap_local(p);
		bio_advance_iter_single(dst, &to, n);
		bio_advance_iter_single(src, &from, n);
	}
}
EXPORT_SYMBOL(bio_copy_data);
