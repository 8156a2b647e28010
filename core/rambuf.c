// SPDX-License-Identifier: GPL-2.0-only
/*
 * RAM buffers: one segment's worth of blocks each, on its way to the SSD.
 *
 * From: append.c, which takes one place after the other in the open buffer.
 * To:   flush.c, which takes sealed buffers in id order and frees them.
 *
 *   free --open--> open --seal--> sealed --written, nobody reads--> free
 *
 * At most one is open. Who copies holds a pin, so a sealed buffer stands still
 * when its last pin is gone (I6); it is reused when it is written and nobody
 * reads from it (I4). Opening also claims the slot on the SSD and its metablocks:
 * the old segment there must be durable on the HDD and recorded so (I4).
 */
#include <linux/minmax.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

#include "writeboost.h"

/**
 * wb_rambuf_init - allocate the pool
 * @wb: the device; the geometry is set
 *
 * Return: 0 or -ENOMEM; wb_rambuf_exit() is right in both cases.
 */
int wb_rambuf_init(struct wb_device *wb)
{
	unsigned int i;

	INIT_LIST_HEAD(&wb->sealed);
	INIT_LIST_HEAD(&wb->free_rambufs);
	/* More buffers than slots could never be of use. */
	wb->nr_rambufs = min(wb_param(wb, WB_NR_RAMBUF_POOL), wb->nr_segments);
	wb->rambufs = kcalloc(wb->nr_rambufs, sizeof(*wb->rambufs), GFP_KERNEL);
	if (!wb->rambufs)
		return -ENOMEM;
	for (i = 0; i < wb->nr_rambufs; i++) {
		wb->rambufs[i].data = vmalloc(wb_segment_nr_bytes(wb->nr_blocks));
		if (!wb->rambufs[i].data)
			return -ENOMEM;
		list_add_tail(&wb->rambufs[i].node, &wb->free_rambufs);
	}
	return 0;
}

/**
 * wb_rambuf_exit - undo wb_rambuf_init(), also when it failed or never ran
 * @wb: the device
 */
void wb_rambuf_exit(struct wb_device *wb)
{
	unsigned int i;

	for (i = 0; wb->rambufs && i < wb->nr_rambufs; i++)
		vfree(wb->rambufs[i].data);
	kfree(wb->rambufs);
	wb->rambufs = NULL;
}

/**
 * wb_rambuf_pin - announce to copy into or out of a buffer
 * @buf: the buffer; index_lock is held
 */
void wb_rambuf_pin(struct wb_rambuf *buf)
{
	atomic_inc(&buf->nr_pins);
}

/**
 * wb_rambuf_unpin - the copy is done
 * @wb: the device
 * @buf: the buffer, which may be freed at once
 */
void wb_rambuf_unpin(struct wb_device *wb, struct wb_rambuf *buf)
{
	if (atomic_dec_and_test(&buf->nr_pins) && wq_has_sleeper(&wb->drain_wait))
		wake_up(&wb->drain_wait);
}

/**
 * wb_rambuf_block - a block's data in a buffer
 * @buf: the buffer
 * @mb: the block, which belongs to the buffer's segment
 *
 * Return: its 4 KiB.
 */
void *wb_rambuf_block(struct wb_rambuf *buf, struct wb_metablock *mb)
{
	return buf->data + wb_segment_nr_bytes(mb->idx);
}

/* Users leave the last slots to compaction, which makes more of them than they could. */
static bool __can_open(struct wb_device *wb, bool is_user)
{
	u32 nr_spare = is_user ? wb->nr_spare : 0;

	return !list_empty(&wb->free_rambufs) &&
	       wb->next_id + nr_spare <= wb->record_id + wb->nr_segments;
}

static void __evict(struct wb_device *wb, struct wb_segment *seg)
{
	unsigned int i;

	__wb_check_reusable(wb, seg);
	for (i = 0; i < seg->length; i++) {
		struct wb_metablock *mb = wb_segment_metablock(wb, seg - wb->segments, i);

		if (!hlist_unhashed(&mb->node))
			__wb_index_remove(wb, mb);
	}
}

/**
 * __wb_rambuf_open - make sure that a buffer is open
 * @wb: the device
 * @is_user: not for compaction, which may have the last slot
 *
 * May evict clean blocks from the index: what was looked up before is void.
 *
 * Return: false if there is none, or the log is full; see wb_rambuf_wait().
 */
bool __wb_rambuf_open(struct wb_device *wb, bool is_user)
{
	struct wb_segment *seg;
	struct wb_rambuf *buf;

	lockdep_assert_held(&wb->index_lock);
	if (wb->open)
		return true;
	if (!__can_open(wb, is_user))
		return false;

	seg = &wb->segments[wb_segment_slot(wb, wb->next_id)];
	__evict(wb, seg);
	buf = list_first_entry(&wb->free_rambufs, struct wb_rambuf, node);
	list_del_init(&buf->node);
	buf->seg = seg;
	seg->buf = buf;
	seg->length = 0;
	seg->id = wb->next_id++;
	wb->open = buf;
	__wb_check_ids(wb);
	return true;
}

/**
 * __wb_rambuf_take - take the next place in the open buffer
 * @wb: the device; a buffer is open
 * @block: what goes there; no copy of it is in the index
 * @valid: its sectors that will be valid
 *
 * The block is in the index and its buffer is pinned on return, so the caller
 * holds the block's stripe and fills in the data next. The last place seals.
 *
 * Return: the metablock, clean.
 */
struct wb_metablock *__wb_rambuf_take(struct wb_device *wb, wb_block_t block, u8 valid)
{
	struct wb_segment *seg = wb->open->seg;
	u32 slot = seg - wb->segments;
	struct wb_metablock *mb = wb_segment_metablock(wb, slot, seg->length);

	lockdep_assert_held(&wb->index_lock);
	mb->slot = slot;
	mb->idx = seg->length++;
	mb->block = block;
	mb->valid = valid;
	mb->nr_moves = 0;
	mb->is_dirty = false;
	__wb_index_insert(wb, mb);
	wb_rambuf_pin(wb->open);
	if (seg->length == wb->nr_blocks)
		__wb_rambuf_seal(wb);
	return mb;
}

/**
 * __wb_rambuf_seal - close the open buffer and hand it to the flush daemon
 * @wb: the device; a buffer is open and holds something
 */
void __wb_rambuf_seal(struct wb_device *wb)
{
	struct wb_rambuf *buf = wb->open;

	lockdep_assert_held(&wb->index_lock);
	wb_assert(buf->seg->length, "I6");
	wb->open = NULL;
	wb->nr_partial += buf->seg->length < wb->nr_blocks;
	list_add_tail(&buf->node, &wb->sealed);
	wake_up(&wb->flush_wait);
}

static bool has_room(struct wb_device *wb)
{
	bool has;

	spin_lock(&wb->index_lock);
	has = wb->open || __can_open(wb, true);
	spin_unlock(&wb->index_lock);
	return has;
}

/**
 * wb_rambuf_wait - sleep until a buffer can be opened, or the device is not live
 * @wb: the device
 *
 * The one thing that map waits for. It ends through the daemons alone, none of
 * which needs a bio that is parked on the caller's list (F1.8): a read in flight
 * that keeps a slot was dispatched before this bio was mapped (F1.15).
 */
void wb_rambuf_wait(struct wb_device *wb)
{
	wake_up(&wb->writeback_wait);
	wait_event(wb->room_wait, has_room(wb) || !wb_is_live(wb));
}
