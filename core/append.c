// SPDX-License-Identifier: GPL-2.0-only
/*
 * Data enters the log: one block, or part of one, at a time.
 *
 * From: map.c and defer.c with writes, readcache.c with blocks worth keeping.
 * To:   rambuf.c for a place, index.c to make it the newest copy.
 *
 *   old copy of the block        partial write            full write
 *   none, or clean               new place, these sectors  new place
 *   in the open buffer           in place                  in place
 *   dirty, in a sealed buffer    new place, old copied in  new place
 *   dirty, on the SSD only       WB_NEEDS_MERGE            new place
 *
 * A new copy of a dirty block holds at least the sectors of the old one: so the
 * newest copy is all that recovery and writeback ever need.
 */
#include <linux/bio.h>
#include <linux/string.h>

#include "writeboost.h"

/* What to do once index_lock is dropped. */
struct append_plan {
	struct wb_metablock *mb;
	struct wb_rambuf *buf; /* where the data goes, pinned */
	struct wb_rambuf *from_buf; /* pinned too, if the old copy is there */
	const void *from; /* the old copy to merge with, or NULL */
	bool is_new; /* the place holds what an earlier segment left there */
};

/**
 * wb_piece - the part of one block at the start of an iterator
 * @iter: what is left of a bio; not empty
 *
 * Return: block and sectors in it.
 */
struct wb_piece wb_piece(struct bvec_iter iter)
{
	unsigned int first = iter.bi_sector % WB_BLOCK_SECTORS;
	struct wb_piece piece = {
		.block = wb_block(iter.bi_sector),
		.first = first,
		.nr = min_t(unsigned int, iter.bi_size / WB_SECTOR_BYTES, WB_BLOCK_SECTORS - first),
	};

	return piece;
}

/**
 * wb_copy_from_bio - copy payload out of a bio
 * @to: where to
 * @bio: a write
 * @iter: where in it; pages of any offset and length (F1.22)
 * @nr_bytes: how much
 */
void wb_copy_from_bio(void *to, struct bio *bio, struct bvec_iter iter, unsigned int nr_bytes)
{
	struct bvec_iter at;
	struct bio_vec bv;

	iter.bi_size = nr_bytes;
	__bio_for_each_segment(bv, bio, at, iter) {
		memcpy_from_bvec(to, &bv);
		to += bv.bv_len;
	}
}

/**
 * wb_copy_to_bio - copy payload into a bio
 * @bio: a read
 * @iter: where in it
 * @from: where from
 * @nr_bytes: how much
 */
void wb_copy_to_bio(struct bio *bio, struct bvec_iter iter, const void *from, unsigned int nr_bytes)
{
	struct bvec_iter at;
	struct bio_vec bv;

	iter.bi_size = nr_bytes;
	__bio_for_each_segment(bv, bio, at, iter) {
		memcpy_to_bvec(&bv, from);
		from += bv.bv_len;
	}
}

static void __count_write(struct wb_device *wb, struct wb_metablock *old, u8 bits)
{
	unsigned int i = WB_STAT_WRITE;

	if (old)
		i |= WB_STAT_HIT;
	if (old && wb->segments[old->slot].buf)
		i |= WB_STAT_ON_BUFFER;
	if (bits == WB_ALL_SECTORS)
		i |= WB_STAT_WHOLE;
	wb->stat[i]++;
}

static void __plan_in_place(struct wb_device *wb, struct wb_metablock *mb, u8 bits,
			    struct append_plan *plan)
{
	plan->mb = mb;
	plan->buf = wb->open;
	wb_rambuf_pin(plan->buf);
	mb->valid |= bits;
	__wb_index_set_dirty(wb, mb);
}

static void __plan_new(struct wb_device *wb, struct wb_metablock *old, wb_block_t block, u8 valid,
		       struct append_plan *plan)
{
	if (old)
		__wb_index_remove(wb, old);
	plan->buf = wb->open;
	plan->mb = __wb_rambuf_take(wb, block, valid);
	plan->is_new = true;
	__wb_index_set_dirty(wb, plan->mb);
}

/* Finds the old copy of a dirty block; false if it must be read from the SSD first. */
static bool __find_old(struct wb_device *wb, struct wb_metablock *old, struct wb_preread *pre,
		       struct append_plan *plan)
{
	struct wb_segment *seg = &wb->segments[old->slot];

	if (seg->buf) {
		plan->from_buf = seg->buf;
		plan->from = wb_rambuf_block(seg->buf, old);
		wb_rambuf_pin(seg->buf);
		return true;
	}
	if (pre && pre->mb == old && pre->id == seg->id) {
		plan->from = pre->data;
		return true;
	}
	if (pre) {
		pre->mb = old;
		pre->id = seg->id;
		pre->seg = seg;
		wb_segment_get_reader(seg);
	}
	return false;
}

static enum wb_appended __plan(struct wb_device *wb, const struct wb_piece *piece,
			       struct wb_preread *pre, struct append_plan *plan)
{
	u8 bits = wb_sector_bits(piece->first, piece->nr);
	sector_t sector = wb_block_sector(piece->block);
	struct wb_metablock *old;
	u8 valid = bits;

	if (__wb_range_conflicts(wb, sector, sector + WB_BLOCK_SECTORS))
		return WB_BUSY;
	/* Before the lookup: opening may evict what would be found. */
	if (!__wb_rambuf_open(wb, true))
		return WB_NO_ROOM;

	old = __wb_index_lookup(wb, piece->block);
	if (old && wb->segments[old->slot].buf == wb->open) {
		__count_write(wb, old, bits);
		__plan_in_place(wb, old, bits, plan);
		return WB_APPENDED;
	}
	if (old && old->is_dirty && (old->valid & ~bits)) {
		if (!__find_old(wb, old, pre, plan))
			return WB_NEEDS_MERGE;
		valid |= old->valid;
	}
	__count_write(wb, old, bits);
	__plan_new(wb, old, piece->block, valid, plan);
	return WB_APPENDED;
}

/*
 * Puts one piece into the log. The block's stripe is held from lookup to the end of the
 * copy. The index names the new place before it is filled, which nobody notices: readers
 * take the stripe, and the flush daemon waits for the pin.
 */
static enum wb_appended append(struct wb_device *wb, struct bio *bio, struct bvec_iter iter,
			       struct wb_preread *pre, u64 *id)
{
	struct wb_piece piece = wb_piece(iter);
	spinlock_t *stripe = wb_index_stripe(wb, piece.block);
	struct append_plan plan = {};
	enum wb_appended appended;
	void *to;

	spin_lock(stripe);
	spin_lock(&wb->index_lock);
	appended = __plan(wb, &piece, pre, &plan);
	if (appended == WB_APPENDED)
		*id = plan.buf->seg->id;
	spin_unlock(&wb->index_lock);

	if (appended == WB_APPENDED) {
		to = wb_rambuf_block(plan.buf, plan.mb);
		if (plan.from)
			memcpy(to, plan.from, WB_BLOCK_BYTES);
		else if (plan.is_new && piece.nr < WB_BLOCK_SECTORS)
			memset(to, 0, WB_BLOCK_BYTES);
		wb_copy_from_bio(to + piece.first * WB_SECTOR_BYTES, bio, iter,
				 piece.nr * WB_SECTOR_BYTES);
		if (plan.from_buf)
			wb_rambuf_unpin(wb, plan.from_buf);
		wb_rambuf_unpin(wb, plan.buf);
	}
	spin_unlock(stripe);
	return appended;
}

/**
 * wb_append - put what is left of a write into the log, as far as nothing stands in the way
 * @wb: the device
 * @bio: the write
 * @pb: its per-bio data: iter is what is left, covers the last segment that holds any
 * @pre: the caller's store for an old copy, or NULL if it cannot read one
 *
 * Sleeps only until there is room, see wb_rambuf_wait().
 *
 * Return: WB_APPENDED, all is in the log, or the device is not live any more; or what is
 * the matter with the next piece: WB_BUSY, somebody has its block to himself;
 * WB_NEEDS_MERGE, @pre names what must be read first and a reader is counted for it.
 */
enum wb_appended wb_append(struct wb_device *wb, struct bio *bio, struct wb_bio *pb,
			   struct wb_preread *pre)
{
	while (pb->iter.bi_size && wb_is_live(wb)) {
		enum wb_appended appended = append(wb, bio, pb->iter, pre, &pb->covers);

		if (appended == WB_NO_ROOM)
			wb_rambuf_wait(wb);
		else if (appended == WB_APPENDED)
			bio_advance_iter(bio, &pb->iter, wb_piece(pb->iter).nr * WB_SECTOR_BYTES);
		else
			return appended;
	}
	return WB_APPENDED;
}

/**
 * wb_append_clean - put a block that was read from the HDD into the log
 * @wb: the device
 * @range: the caller's claim on the block, cancelled by any write to it since
 * @block: the block
 * @data: its 4 KiB
 *
 * Does nothing if the claim was cancelled, or if there is no room. There is no copy of the
 * block: there was none when it was claimed, and who makes one asks for conflicts first.
 */
void wb_append_clean(struct wb_device *wb, struct wb_range *range, wb_block_t block,
		     const void *data)
{
	spinlock_t *stripe = wb_index_stripe(wb, block);
	struct wb_metablock *mb = NULL;
	struct wb_rambuf *buf = NULL;

	spin_lock(stripe);
	spin_lock(&wb->index_lock);
	if (!range->is_cancelled && __wb_rambuf_open(wb, true)) {
		buf = wb->open;
		mb = __wb_rambuf_take(wb, block, WB_ALL_SECTORS);
	}
	spin_unlock(&wb->index_lock);
	if (mb) {
		memcpy(wb_rambuf_block(buf, mb), data, WB_BLOCK_BYTES);
		wb_rambuf_unpin(wb, buf);
	}
	spin_unlock(stripe);
}

/**
 * wb_append_again - put a dirty block of an old segment into the log once more
 * @wb: the device
 * @old: the block; its segment is not released meanwhile
 * @data: its 4 KiB, read from the SSD
 *
 * Does nothing if there is a newer copy already. No claim is in the way: those who
 * write past the log claim clean blocks only.
 *
 * Return: false if there is no room, or if the block is wanted on the HDD now.
 */
bool wb_append_again(struct wb_device *wb, struct wb_metablock *old, const void *data)
{
	spinlock_t *stripe = wb_index_stripe(wb, old->block);
	struct append_plan plan = {};
	bool may_move;

	spin_lock(stripe);
	spin_lock(&wb->index_lock);
	may_move = wb->drop_id <= wb->last_writeback_id && __wb_rambuf_open(wb, false);
	if (may_move && __wb_index_lookup(wb, old->block) == old) {
		__plan_new(wb, old, old->block, old->valid, &plan);
		plan.mb->nr_moves = old->nr_moves + 1;
	}
	spin_unlock(&wb->index_lock);
	if (plan.mb) {
		memcpy(wb_rambuf_block(plan.buf, plan.mb), data, WB_BLOCK_BYTES);
		wb_rambuf_unpin(wb, plan.buf);
	}
	spin_unlock(stripe);
	return may_move;
}
