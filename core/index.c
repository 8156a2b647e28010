// SPDX-License-Identifier: GPL-2.0-only
/*
 * The index: which metablock is the newest of a block.
 *
 * From: append.c, readcache.c and recover.c, which insert; rambuf.c, which evicts.
 * To:   map.c, which asks where a sector is; writeback.c, which asks what is newest.
 *
 * A metablock that was superseded leaves the index at once, but keeps its place,
 * its block and its dirty mark in its segment until that is written back: on disk
 * the segment still is what a crash would bring back.
 *
 * I9: nr_dirty is the number of metablocks that are in the index and dirty.
 */
#include <linux/hash.h>
#include <linux/log2.h>
#include <linux/sched.h>
#include <linux/vmalloc.h>

#include "writeboost.h"

#define MIN_BUCKET_BITS 4
#define MAX_STRIPE_BITS 6
#define DROP_CHUNK 64 /* blocks looked up with index_lock held once */

/**
 * wb_index_init - allocate what the geometry asks for
 * @wb: the device; nr_segments and nr_blocks are set
 *
 * Return: 0 or -ENOMEM; wb_index_exit() is right in both cases.
 */
int wb_index_init(struct wb_device *wb)
{
	u64 nr_metablocks = (u64)wb->nr_segments * wb->nr_blocks;
	unsigned int i;

	wb->bucket_bits = max_t(unsigned int, ilog2(nr_metablocks), MIN_BUCKET_BITS);
	wb->stripe_bits = min_t(unsigned int, wb->bucket_bits, MAX_STRIPE_BITS);

	/* Not kvcalloc(): that ends at 2 GiB, the metablocks of a cache of 205 GiB. */
	wb->segments = vcalloc(wb->nr_segments, sizeof(*wb->segments));
	wb->metablocks = vcalloc(nr_metablocks, sizeof(*wb->metablocks));
	wb->buckets = vcalloc(1UL << wb->bucket_bits, sizeof(*wb->buckets));
	wb->stripes = vcalloc(1UL << wb->stripe_bits, sizeof(*wb->stripes));
	if (!wb->segments || !wb->metablocks || !wb->buckets || !wb->stripes)
		return -ENOMEM;

	for (i = 0; i < 1U << wb->stripe_bits; i++)
		spin_lock_init(&wb->stripes[i].lock);
	return 0;
}

/**
 * wb_index_exit - undo wb_index_init(), also when it failed or never ran
 * @wb: the device
 */
void wb_index_exit(struct wb_device *wb)
{
	vfree(wb->stripes);
	vfree(wb->buckets);
	vfree(wb->metablocks);
	vfree(wb->segments);
	wb->stripes = NULL;
	wb->buckets = NULL;
	wb->metablocks = NULL;
	wb->segments = NULL;
}

static struct hlist_head *bucket(struct wb_device *wb, wb_block_t block)
{
	return &wb->buckets[hash_64((__force u64)block, wb->bucket_bits)];
}

/**
 * wb_index_stripe - the lock of all copying of a block
 * @wb: the device
 * @block: the block
 *
 * Return: the lock, which is taken outside index_lock.
 */
spinlock_t *wb_index_stripe(struct wb_device *wb, wb_block_t block)
{
	return &wb->stripes[hash_64((__force u64)block, wb->stripe_bits)].lock;
}

/**
 * __wb_index_lookup - find the newest copy of a block
 * @wb: the device
 * @block: the block
 *
 * Return: its metablock, or NULL if the block is on the HDD only.
 */
struct wb_metablock *__wb_index_lookup(struct wb_device *wb, wb_block_t block)
{
	struct wb_metablock *mb;

	lockdep_assert_held(&wb->index_lock);
	hlist_for_each_entry(mb, bucket(wb, block), node)
		if (mb->block == block)
			return mb;
	return NULL;
}

/**
 * __wb_index_insert - make a metablock the newest of its block
 * @wb: the device
 * @mb: the metablock; the former one has been removed
 */
void __wb_index_insert(struct wb_device *wb, struct wb_metablock *mb)
{
	lockdep_assert_held(&wb->index_lock);
	hlist_add_head(&mb->node, bucket(wb, mb->block));
	wb->nr_dirty += mb->is_dirty;
}

/**
 * __wb_index_remove - a metablock is no longer the newest of its block
 * @wb: the device
 * @mb: the metablock, which is in the index
 */
void __wb_index_remove(struct wb_device *wb, struct wb_metablock *mb)
{
	lockdep_assert_held(&wb->index_lock);
	wb_assert(!mb->is_dirty || wb->nr_dirty, "I9");
	hlist_del_init(&mb->node);
	wb->nr_dirty -= mb->is_dirty;
}

/**
 * __wb_index_set_dirty - a block in the open buffer was written to
 * @wb: the device
 * @mb: its metablock, which is in the index
 */
void __wb_index_set_dirty(struct wb_device *wb, struct wb_metablock *mb)
{
	lockdep_assert_held(&wb->index_lock);
	wb->nr_dirty += !mb->is_dirty;
	mb->is_dirty = true;
}

/**
 * __wb_index_set_clean - a block is durable on the HDD
 * @wb: the device
 * @mb: its metablock, newest or not
 */
void __wb_index_set_clean(struct wb_device *wb, struct wb_metablock *mb)
{
	lockdep_assert_held(&wb->index_lock);
	if (mb->is_dirty && !hlist_unhashed(&mb->node)) {
		wb_assert(wb->nr_dirty, "I9");
		wb->nr_dirty--;
	}
	mb->is_dirty = false;
}

static bool __drop_clean(struct wb_device *wb, wb_block_t block)
{
	struct wb_metablock *mb = __wb_index_lookup(wb, block);

	if (!mb)
		return true;
	if (mb->is_dirty)
		return false;
	__wb_index_remove(wb, mb);
	return true;
}

/**
 * wb_index_drop_clean - forget the clean copies of a range of blocks
 * @wb: the device
 * @begin: first sector
 * @end: first sector behind; the caller has the range to himself
 *
 * A clean copy may be forgotten because no crash brings it back: writeback marks
 * blocks clean after the record that frees their segment is durable, and recovery
 * starts behind the record and ignores blocks of the read cache.
 *
 * Return: false if one of them is dirty; some clean ones are forgotten nevertheless.
 */
bool wb_index_drop_clean(struct wb_device *wb, sector_t begin, sector_t end)
{
	bool is_clean = true;

	while (is_clean && begin < end) {
		unsigned int i;

		spin_lock(&wb->index_lock);
		for (i = 0; is_clean && begin < end && i < DROP_CHUNK; i++) {
			is_clean = __drop_clean(wb, wb_block(begin));
			begin += WB_BLOCK_SECTORS;
		}
		spin_unlock(&wb->index_lock);
		cond_resched();
	}
	return is_clean;
}
