/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Vectors of pages and the iterator over them. A bio_vec may span several
 * adjoining pages; "segment" means a piece within one page (F1.22).
 */
#ifndef _LINUX_BVEC_H
#define _LINUX_BVEC_H

#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/highmem.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <linux/types.h>

struct bio_vec {
	struct page *bv_page;
	unsigned int bv_len;
	unsigned int bv_offset;
};

struct bvec_iter {
	sector_t bi_sector; /* device address in 512-byte sectors */
	unsigned int bi_size; /* bytes left */
	unsigned int bi_idx; /* current vector */
	unsigned int bi_bvec_done; /* bytes done in it */
} __packed;

#define __bvec_iter_bvec(bvec, iter) (&(bvec)[(iter).bi_idx])

/* Multi-page view: what is left of the current vector. */
#define mp_bvec_iter_page(bvec, iter) (__bvec_iter_bvec((bvec), (iter))->bv_page)
#define mp_bvec_iter_len(bvec, iter) \
	min((iter).bi_size, __bvec_iter_bvec((bvec), (iter))->bv_len - (iter).bi_bvec_done)
#define mp_bvec_iter_offset(bvec, iter) \
	(__bvec_iter_bvec((bvec), (iter))->bv_offset + (iter).bi_bvec_done)
#define mp_bvec_iter_page_idx(bvec, iter) (mp_bvec_iter_offset((bvec), (iter)) / PAGE_SIZE)
#define mp_bvec_iter_bvec(bvec, iter)                             \
	((struct bio_vec){                                        \
		.bv_page = mp_bvec_iter_page((bvec), (iter)),     \
		.bv_len = mp_bvec_iter_len((bvec), (iter)),       \
		.bv_offset = mp_bvec_iter_offset((bvec), (iter)), \
	})

/* Single-page view: what is left of the current page. */
#define bvec_iter_offset(bvec, iter) \
	((unsigned int)(mp_bvec_iter_offset((bvec), (iter)) % PAGE_SIZE))
#define bvec_iter_len(bvec, iter)                             \
	min_t(unsigned int, mp_bvec_iter_len((bvec), (iter)), \
	      (unsigned int)PAGE_SIZE - bvec_iter_offset((bvec), (iter)))
#define bvec_iter_page(bvec, iter) \
	(mp_bvec_iter_page((bvec), (iter)) + mp_bvec_iter_page_idx((bvec), (iter)))
#define bvec_iter_bvec(bvec, iter)                             \
	((struct bio_vec){                                     \
		.bv_page = bvec_iter_page((bvec), (iter)),     \
		.bv_len = bvec_iter_len((bvec), (iter)),       \
		.bv_offset = bvec_iter_offset((bvec), (iter)), \
	})

/**
 * bvec_iter_advance - consume @bytes
 * Return: false if @iter has fewer left (nothing is changed but bi_size, now 0).
 */
static inline bool bvec_iter_advance(const struct bio_vec *bv, struct bvec_iter *iter,
				     unsigned int bytes)
{
	unsigned int idx = iter->bi_idx;

	if (WARN_ONCE(bytes > iter->bi_size, "Attempted to advance past end of bvec iter\n")) {
		iter->bi_size = 0;
		return false;
	}
	iter->bi_size -= bytes;
	bytes += iter->bi_bvec_done;
	while (bytes && bytes >= bv[idx].bv_len) {
		bytes -= bv[idx].bv_len;
		idx++;
	}
	iter->bi_idx = idx;
	iter->bi_bvec_done = bytes;
	return true;
}

/* The same, for @bytes known to lie within the current vector. */
static inline void bvec_iter_advance_single(const struct bio_vec *bv, struct bvec_iter *iter,
					    unsigned int bytes)
{
	unsigned int done = iter->bi_bvec_done + bytes;

	if (done == bv[iter->bi_idx].bv_len) {
		done = 0;
		iter->bi_idx++;
	}
	iter->bi_bvec_done = done;
	iter->bi_size -= bytes;
}

#define for_each_bvec(bvl, bio_vec, iter, start)                                               \
	for (iter = (start); (iter).bi_size && ((bvl = bvec_iter_bvec((bio_vec), (iter))), 1); \
	     bvec_iter_advance_single((bio_vec), &(iter), (bvl).bv_len))

static inline void *bvec_kmap_local(struct bio_vec *bvec)
{
	return (char *)kmap_local_page(bvec->bv_page) + bvec->bv_offset;
}

static inline void memcpy_from_bvec(char *to, struct bio_vec *bvec)
{
	memcpy_from_page(to, bvec->bv_page, bvec->bv_offset, bvec->bv_len);
}

static inline void memcpy_to_bvec(struct bio_vec *bvec, const char *from)
{
	memcpy_to_page(bvec->bv_page, bvec->bv_offset, from, bvec->bv_len);
}

static inline void memzero_bvec(struct bio_vec *bvec)
{
	memzero_page(bvec->bv_page, bvec->bv_offset, bvec->bv_len);
}

static inline void *bvec_virt(struct bio_vec *bvec)
{
	return (char *)page_address(bvec->bv_page) + bvec->bv_offset;
}

#endif
