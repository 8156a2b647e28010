// SPDX-License-Identifier: GPL-2.0-only
/*
 * Bios: their making, cutting, chaining and ending.
 *
 * From: submitters, dm.c, targets.
 * To:   mempool and slab, for memory.
 *
 * What the kernel only assumes is checked here: a bio is ended once (F5.17), not
 * used after its last put, and returned to its bio_set (F5.21, F7.32).
 */
#include <linux/bio.h>
#include <linux/blkdev.h>
#include <linux/completion.h>
#include <linux/export.h>
#include <linux/gfp.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "blk.h"
#include "boot.h"
#include "finding.h"

struct bio_set fs_bio_set;

static LIST_HEAD(bio_sets);

/* --- what a bio may suffer --- */

static const char *bio_describe(const struct bio *bio, char *buf, size_t len_bytes)
{
	snprintf(buf, len_bytes, "%s at sector %llu, %u bytes left", blk_op_str(bio_op(bio)),
		 (unsigned long long)bio->bi_iter.bi_sector, bio->bi_iter.bi_size);
	return buf;
}

/* Looks at memory that may be free: that is its job, not a finding of the sanitizer. */
__attribute__((no_sanitize_address)) void bio_check_alive(const struct bio *bio, const char *call)
{
	if (likely(bio->shim_canary == BIO_CANARY))
		return;
	finding_report("bio-use-after-put", "%s() of a bio that was freed or never initialised",
		       call);
}

void bio_init(struct bio *bio, struct block_device *bdev, struct bio_vec *table,
	      unsigned short max_vecs, blk_opf_t opf)
{
	memset(bio, 0, sizeof(*bio));
	bio->bi_bdev = bdev;
	bio->bi_opf = opf;
	bio->bi_io_vec = table;
	bio->bi_max_vecs = max_vecs;
	bio->__bi_remaining.counter = 1;
	bio->__bi_cnt.counter = 1;
	bio->shim_canary = BIO_CANARY;
}
EXPORT_SYMBOL(bio_init);

void bio_uninit(struct bio *bio)
{
	bio_check_alive(bio, __func__);
}
EXPORT_SYMBOL(bio_uninit);

/* Keeps the vectors' table, the pool and the reference count. */
void bio_reset(struct bio *bio, struct block_device *bdev, blk_opf_t opf)
{
	bio_check_alive(bio, __func__);
	memset(bio, 0, BIO_RESET_BYTES);
	bio->__bi_remaining.counter = 1;
	bio->bi_bdev = bdev;
	bio->bi_opf = opf;
	bio->shim_life = BIO_LIFE_NEW;
	bio->shim_ended_by = NULL;
}
EXPORT_SYMBOL(bio_reset);

/* --- bio_sets --- */

int bioset_init(struct bio_set *bs, unsigned int pool_size, unsigned int front_pad, int flags)
{
	unsigned int len_bytes =
		front_pad + sizeof(struct bio) + BIO_INLINE_VECS * sizeof(struct bio_vec);
	int err;

	memset(bs, 0, sizeof(*bs));
	bs->front_pad = front_pad;
	bs->flags = flags;
	bs->pool_size = pool_size;
	bs->bio_slab = kmem_cache_create("bio", len_bytes, 0, 0, NULL);
	if (!bs->bio_slab)
		return -ENOMEM;
	err = mempool_init_slab_pool(&bs->bio_pool, pool_size, bs->bio_slab);
	if (!err && (flags & BIOSET_NEED_BVECS))
		err = mempool_init_kmalloc_pool(&bs->bvec_pool, pool_size,
						BIO_MAX_VECS * sizeof(struct bio_vec));
	INIT_LIST_HEAD(&bs->all);
	if (err) {
		bioset_exit(bs);
		return err;
	}
	list_add_tail(&bs->all, &bio_sets);
	return 0;
}
EXPORT_SYMBOL(bioset_init);

void bioset_exit(struct bio_set *bs)
{
	if (!bs->bio_slab)
		return;
	if (bs->nr_out)
		finding_report("bio-leak", "bioset_exit(): %lu bios have not been put", bs->nr_out);
	list_del(&bs->all);
	mempool_exit(&bs->bio_pool);
	mempool_exit(&bs->bvec_pool);
	kmem_cache_destroy(bs->bio_slab);
	bs->bio_slab = NULL;
}
EXPORT_SYMBOL(bioset_exit);

static struct bio_vec *bvecs_alloc(struct bio_set *bs, unsigned short nr_vecs, gfp_t gfp,
				   unsigned short *max_vecs)
{
	struct bio_vec *table;

	if (WARN_ON_ONCE(!(bs->flags & BIOSET_NEED_BVECS)))
		return NULL;
	nr_vecs = nr_vecs <= 16 ? 16 : nr_vecs <= 64 ? 64 : nr_vecs <= 128 ? 128 : BIO_MAX_VECS;
	if (nr_vecs < BIO_MAX_VECS) {
		table = kmalloc_array(nr_vecs, sizeof(*table), gfp & ~__GFP_DIRECT_RECLAIM);
		*max_vecs = nr_vecs;
		if (table)
			return table;
	}
	*max_vecs = BIO_MAX_VECS; /* which tells bvecs_free() that it is the pool's */
	return mempool_alloc(&bs->bvec_pool, gfp);
}

static void bvecs_free(struct bio *bio)
{
	struct bio_set *bs = bio->bi_pool;

	if (bio_flagged(bio, BIO_CLONED) || !bio->bi_max_vecs ||
	    bio->bi_io_vec == bio->bi_inline_vecs)
		return;
	if (bio->bi_max_vecs == BIO_MAX_VECS)
		mempool_free(bio->bi_io_vec, &bs->bvec_pool);
	else
		kfree(bio->bi_io_vec);
}

/**
 * bio_alloc_bioset - a bio with room for @nr_vecs vectors
 * Context: with __GFP_DIRECT_RECLAIM process context, may wait for another bio of @bs
 * to be put and never fails (F5.21); otherwise NULL when there is no memory.
 */
struct bio *bio_alloc_bioset(struct block_device *bdev, unsigned short nr_vecs, blk_opf_t opf,
			     gfp_t gfp_mask, struct bio_set *bs)
{
	unsigned short max_vecs = BIO_INLINE_VECS;
	struct bio_vec *table = NULL;
	struct bio *bio;
	void *p;

	if (WARN_ON_ONCE(nr_vecs > BIO_MAX_VECS))
		return NULL;
	p = mempool_alloc(&bs->bio_pool, gfp_mask);
	if (!p)
		return NULL;
	bio = p + bs->front_pad;
	if (nr_vecs > BIO_INLINE_VECS) {
		table = bvecs_alloc(bs, nr_vecs, gfp_mask, &max_vecs);
		if (!table) {
			mempool_free(p, &bs->bio_pool);
			return NULL;
		}
	} else if (nr_vecs) {
		table = bio->bi_inline_vecs;
	} else {
		max_vecs = 0;
	}
	bio_init(bio, bdev, table, max_vecs, opf);
	bio->bi_pool = bs;
	bs->nr_out++;
	return bio;
}
EXPORT_SYMBOL(bio_alloc_bioset);

/* Freed with kfree() after bio_uninit(); bio_init() is the caller's business. */
struct bio *bio_kmalloc(unsigned short nr_vecs, gfp_t gfp_mask)
{
	struct bio *bio;

	if (nr_vecs > BIO_MAX_VECS)
		return NULL;
	bio = kmalloc(sizeof(*bio) + nr_vecs * sizeof(struct bio_vec), gfp_mask);
	return bio;
}
EXPORT_SYMBOL(bio_kmalloc);

static void bio_free(struct bio *bio)
{
	struct bio_set *bs = bio->bi_pool;

	WARN_ON_ONCE(!bs);
	bvecs_free(bio);
	bio->shim_canary = 0;
	bs->nr_out--;
	mempool_free((char *)bio - bs->front_pad, &bs->bio_pool);
}

void bio_get(struct bio *bio)
{
	bio_check_alive(bio, __func__);
	bio_set_flag(bio, BIO_REFFED);
	bio->__bi_cnt.counter++;
}
EXPORT_SYMBOL(bio_get);

void bio_put(struct bio *bio)
{
	bio_check_alive(bio, __func__);
	if (bio_flagged(bio, BIO_REFFED)) {
		BUG_ON(bio->__bi_cnt.counter <= 0);
		if (--bio->__bi_cnt.counter > 0)
			return;
	}
	if (bio->shim_life == BIO_LIFE_SUBMITTED)
		finding_report("bio-put-in-flight",
			       "bio_put(): the last reference of a bio that is in flight");
	bio_free(bio);
}
EXPORT_SYMBOL(bio_put);

/* --- clones and pieces --- */

static void bio_clone_fields(struct bio *bio, struct bio *src)
{
	bio_set_flag(bio, BIO_CLONED);
	if (bio_flagged(src, BIO_REMAPPED) && bio->bi_bdev == src->bi_bdev)
		bio_set_flag(bio, BIO_REMAPPED);
	bio->bi_ioprio = src->bi_ioprio;
	bio->bi_iter = src->bi_iter;
	bio->bi_io_vec = src->bi_io_vec;
}

/* F1.19: own iterator, shared vectors. */
struct bio *bio_alloc_clone(struct block_device *bdev, struct bio *bio_src, gfp_t gfp,
			    struct bio_set *bs)
{
	struct bio *bio = bio_alloc_bioset(bdev, 0, bio_src->bi_opf, gfp, bs);

	if (!bio)
		return NULL;
	bio_check_alive(bio_src, __func__);
	bio_clone_fields(bio, bio_src);
	return bio;
}
EXPORT_SYMBOL(bio_alloc_clone);

int bio_init_clone(struct block_device *bdev, struct bio *bio, struct bio *bio_src, gfp_t gfp)
{
	bio_init(bio, bdev, NULL, 0, bio_src->bi_opf);
	bio_clone_fields(bio, bio_src);
	return 0;
}
EXPORT_SYMBOL(bio_init_clone);

/**
 * bio_split - a new bio for the first @sectors of @bio, which keeps the rest
 * Whoever calls it chains the two.
 */
struct bio *bio_split(struct bio *bio, int sectors, gfp_t gfp, struct bio_set *bs)
{
	struct bio *split;

	BUG_ON(sectors <= 0);
	BUG_ON(sectors >= (int)bio_sectors(bio));
	if (WARN_ON_ONCE(bio_op(bio) == REQ_OP_ZONE_APPEND))
		return NULL;
	split = bio_alloc_clone(bio->bi_bdev, bio, gfp, bs);
	if (!split)
		return NULL;
	split->bi_iter.bi_size = sectors << SECTOR_SHIFT;
	bio_advance(bio, split->bi_iter.bi_size);
	return split;
}
EXPORT_SYMBOL(bio_split);

void bio_trim(struct bio *bio, sector_t offset, sector_t size)
{
	if (WARN_ON_ONCE(offset > BIO_MAX_SECTORS || size > BIO_MAX_SECTORS ||
			 offset + size > bio_sectors(bio)))
		return;
	size <<= SECTOR_SHIFT;
	if (offset == 0 && size == bio->bi_iter.bi_size)
		return;
	bio_advance(bio, offset << SECTOR_SHIFT);
	bio->bi_iter.bi_size = size;
}
EXPORT_SYMBOL(bio_trim);

/* --- chains --- */

static struct bio *chain_end_one(struct bio *bio)
{
	struct bio *parent = bio->bi_private;

	if (bio->bi_status && !parent->bi_status)
		parent->bi_status = bio->bi_status; /* F1.35: the first error wins */
	bio_put(bio);
	return parent;
}

static void bio_chain_endio(struct bio *bio)
{
	bio_endio(chain_end_one(bio));
}

/* @parent ends when both have; @bio has no end_io of its own and is freed. */
void bio_chain(struct bio *bio, struct bio *parent)
{
	BUG_ON(bio->bi_private || bio->bi_end_io);
	bio->bi_private = parent;
	bio->bi_end_io = bio_chain_endio;
	bio_set_flag(parent, BIO_CHAIN);
	parent->__bi_remaining.counter++;
}
EXPORT_SYMBOL(bio_chain);

struct bio *bio_chain_and_submit(struct bio *prev, struct bio *bio)
{
	if (prev) {
		bio_chain(prev, bio);
		submit_bio(prev);
	}
	return bio;
}
EXPORT_SYMBOL(bio_chain_and_submit);

struct bio *blk_next_bio(struct bio *bio, struct block_device *bdev, unsigned int nr_pages,
			 blk_opf_t opf, gfp_t gfp)
{
	return bio_chain_and_submit(bio, bio_alloc(bdev, nr_pages, opf, gfp));
}
EXPORT_SYMBOL(blk_next_bio);

/* --- the end --- */

/* Was the last of a chain's parts ended? A plain bio has one part. */
static bool bio_remaining_done(struct bio *bio)
{
	if (!bio_flagged(bio, BIO_CHAIN))
		return true;
	BUG_ON(bio->__bi_remaining.counter <= 0);
	if (--bio->__bi_remaining.counter)
		return false;
	bio_clear_flag(bio, BIO_CHAIN);
	return true;
}

/*
 * F5.17. A second end is legal only for one who put his own bi_end_io in between
 * (a target that hooks bios) or submitted the bio again.
 */
static void bio_check_end(struct bio *bio)
{
	char text[80];

	bio_check_alive(bio, "bio_endio");
	if (bio->shim_life == BIO_LIFE_ENDED && bio->shim_ended_by == bio->bi_end_io)
		finding_report("double-endio", "bio_endio(): %s was ended already",
			       bio_describe(bio, text, sizeof(text)));
}

void bio_endio(struct bio *bio)
{
	sched_point(POINT_IO);
	for (;;) {
		bio_check_end(bio);
		if (!bio_remaining_done(bio))
			return;
		bio->shim_life = BIO_LIFE_ENDED;
		bio->shim_ended_by = bio->bi_end_io;
		if (bio->bi_end_io != bio_chain_endio)
			break;
		bio = chain_end_one(bio); /* a long chain needs no deep stack */
	}
	if (bio->bi_end_io)
		bio->bi_end_io(bio);
}
EXPORT_SYMBOL(bio_endio);

static void submit_bio_wait_done(struct bio *bio)
{
	complete(bio->bi_private);
}

/**
 * submit_bio_wait - submit and sleep until the end
 * Keeps the caller's reference, adds REQ_SYNC (F5.16). In map it waits for ever (F1.7).
 * Return: 0 or a negative errno.
 */
int submit_bio_wait(struct bio *bio)
{
	DECLARE_COMPLETION_ONSTACK(done);

	bio->bi_private = &done;
	bio->bi_end_io = submit_bio_wait_done;
	bio->bi_opf |= REQ_SYNC;
	submit_bio(bio);
	blk_check_own_io("submit_bio_wait");
	wait_for_completion_io(&done);
	return blk_status_to_errno(bio->bi_status);
}
EXPORT_SYMBOL(submit_bio_wait);

/* --- the census --- */

static void bio_boot(void)
{
	INIT_LIST_HEAD(&bio_sets);
	if (bioset_init(&fs_bio_set, BIO_POOL_SIZE, 0, BIOSET_NEED_BVECS))
		finding_report("boot", "no memory for fs_bio_set");
}

static void bio_census(void)
{
	struct bio_set *bs;

	list_for_each_entry(bs, &bio_sets, all) {
		if (bs->nr_out)
			finding_report("bio-leak",
				       "%lu bios of a bio_set with front pad %u were never put",
				       bs->nr_out, bs->front_pad);
	}
	bioset_exit(&fs_bio_set);
}

SHIM_SUBSYSTEM(bio, 40, bio_boot, bio_census);
