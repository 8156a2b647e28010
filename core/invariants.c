// SPDX-License-Identifier: GPL-2.0-only
/*
 * What must hold in every state, numbered as in docs/contract.md.
 *
 * From: whoever has just changed the state.
 * To:   a kernel warning, once per promise and place; nothing else depends on it.
 *
 * I1 and I2 are held by recover.c, where each field is checked; I5 by range.c and
 * by one batch at a time in writeback.c; I8 by the door in io.c; I9 is counted in
 * index.c and recounted here when nothing moves.
 */
#include <linux/sched.h>

#include "writeboost.h"

/* A recount of more than this would be felt. */
#define RECOUNT_MAX 65536

/**
 * __wb_check_ids - I3: record <= written back <= durable <= written < next
 * @wb: the device
 */
void __wb_check_ids(struct wb_device *wb)
{
	lockdep_assert_held(&wb->index_lock);
	wb_assert(wb->record_id <= wb->last_writeback_id, "I3");
	wb_assert(wb->last_writeback_id <= wb->durable_id || !wb_is_live(wb), "I3");
	wb_assert(wb->durable_id <= wb->last_written_id, "I3");
	wb_assert(wb->last_written_id < wb->next_id, "I3");
}

/**
 * __wb_check_reusable - I4: nothing of a segment is only in its slot
 * @wb: the device
 * @seg: the segment whose metablocks are taken over next
 */
void __wb_check_reusable(struct wb_device *wb, struct wb_segment *seg)
{
	unsigned int i;

	lockdep_assert_held(&wb->index_lock);
	wb_assert(seg->id <= wb->record_id, "I4");
	wb_assert(!seg->buf, "I4");
	for (i = 0; i < seg->length; i++)
		wb_assert(!wb_segment_metablock(wb, seg - wb->segments, i)->is_dirty, "I4");
}

/**
 * wb_check_sealed - I6: a buffer that is about to be written stands still
 * @wb: the device
 * @buf: the buffer
 */
void wb_check_sealed(struct wb_device *wb, struct wb_rambuf *buf)
{
	wb_assert(buf->seg->length && buf->seg->length <= wb->nr_blocks, "I6");
	wb_assert(buf->seg->buf == buf, "I6");
}

/**
 * wb_check_overwrite - I4: a slot that is about to be overwritten is not read
 * @wb: the device
 * @seg: the segment that goes there
 */
void wb_check_overwrite(struct wb_device *wb, struct wb_segment *seg)
{
	wb_assert(!atomic_read(&seg->nr_readers), "I4");
	spin_lock(&wb->index_lock);
	wb_assert(seg->id == wb->last_written_id + 1, "I2");
	wb_assert(seg->id <= wb->record_id + wb->nr_segments, "I4");
	spin_unlock(&wb->index_lock);
}

/**
 * wb_check_barrier - I7: what a barrier covers is durable when it is answered
 * @wb: the device
 * @covers: the last segment that it covers
 */
void wb_check_barrier(struct wb_device *wb, u64 covers)
{
	spin_lock(&wb->index_lock);
	wb_assert(covers <= wb->durable_id || !wb_is_live(wb), "I7");
	spin_unlock(&wb->index_lock);
}

static u64 __recount_dirty(struct wb_device *wb)
{
	u64 nr_dirty = 0;
	u32 slot;
	u8 i;

	for (slot = 0; slot < wb->nr_segments; slot++)
		for (i = 0; i < wb->segments[slot].length; i++) {
			struct wb_metablock *mb = wb_segment_metablock(wb, slot, i);

			nr_dirty += mb->is_dirty && !hlist_unhashed(&mb->node);
		}
	return nr_dirty;
}

/**
 * wb_check_suspended - I10: memory holds nothing that the disks do not; I9
 * @wb: the device, whose daemons are parked
 */
void wb_check_suspended(struct wb_device *wb)
{
	spin_lock(&wb->index_lock);
	wb_assert(!wb->open || !wb->open->seg->length, "I10");
	wb_assert(list_empty(&wb->sealed), "I10");
	wb_assert(bio_list_empty(&wb->barriers), "I10");
	wb_assert(bio_list_empty(&wb->backing_barriers), "I10");
	wb_assert(wb->durable_id == wb->last_written_id || !wb_is_live(wb), "I10");
	if ((u64)wb->nr_segments * wb->nr_blocks <= RECOUNT_MAX)
		wb_assert(wb->nr_dirty == __recount_dirty(wb), "I9");
	spin_unlock(&wb->index_lock);
}
