// SPDX-License-Identifier: GPL-2.0-only
/*
 * Recovery: rebuild the index from the log, believing nothing on the disk.
 *
 * From: target.c, in preresume, once.   To: index.c; the ids that the daemons start at.
 *
 *   ids:  ... record | start ... end | torn or missing | lost
 *         on the HDD   replayed        cleared, all of it
 *
 * I1: a segment is applied if its checksum holds and each field is in bounds.
 * I2: what lies behind the first gap is cleared, durably, before anything else is
 *     written. Crash story without: 10 was torn, 11 and 12 survived. Recovery ends
 *     at 9; new segments 10 and 11 are written; power fails. Now 10, 11 and the old
 *     12 make an unbroken run, and 12 puts old data over new.
 * Idempotent: clearing changes neither start nor end.
 */
#include <linux/bitops.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/vmalloc.h>

#include "writeboost.h"

#define SCAN_SLOTS 64 /* headers read at a time */

struct recovery {
	struct wb_device *wb;
	u64 record, max_id;
	u64 start, end; /* the run, both inclusive; empty if end < start */
	bool is_lost; /* a full ring without one whole segment */
	u32 newest_checksum; /* of the segment with max_id */
	u8 newest_length;
	void *data; /* SCAN_SLOTS headers, or a whole segment */
};

/*
 * The one test between a torn segment and the data. Not covered: the id, whose
 * sector is written or not, as one (F6.1), and which must fit slot and run.
 */
static bool is_checksum_valid(const struct wb_segment_disk *header)
{
	return le32_to_cpu(header->checksum) == wb_segment_checksum(header);
}

static int note_header(struct recovery *rec, u32 slot, const struct wb_segment_disk *header)
{
	struct wb_device *wb = rec->wb;
	u64 id = le64_to_cpu(header->id);

	wb->segments[slot].id = id;
	wb->segments[slot].length = header->length;
	if (!id)
		return 0;
	if (id > WB_ID_MAX || wb_segment_slot(wb, id) != slot) {
		DMERR("segment header: id %llu cannot be in slot %u of %u; was the cache device of another size?",
		      id, slot, wb->nr_segments);
		return -EINVAL;
	}
	if (header->length > wb->nr_blocks) {
		DMERR("segment header: length %u of id %llu is more than %u", header->length, id,
		      wb->nr_blocks);
		return -EINVAL;
	}
	if (id > rec->max_id) {
		rec->max_id = id;
		rec->newest_checksum = le32_to_cpu(header->checksum);
		rec->newest_length = header->length;
	}
	return 0;
}

static int scan_slots(struct recovery *rec, u32 begin, u32 end)
{
	struct wb_io_group group;
	u32 slot;
	int r;

	wb_io_begin(&group, rec->wb);
	for (slot = begin; slot < end; slot++)
		wb_io_submit(&group, WB_CACHE, REQ_OP_READ, wb_segment_sector(rec->wb, slot),
			     rec->data + (slot - begin) * WB_BLOCK_BYTES, WB_BLOCK_BYTES);
	r = wb_io_wait(&group);
	for (slot = begin; !r && slot < end; slot++)
		r = note_header(rec, slot, rec->data + (slot - begin) * WB_BLOCK_BYTES);
	return r;
}

static int scan(struct recovery *rec)
{
	u32 slot, nr_segments = rec->wb->nr_segments;
	int r = 0;

	for (slot = 0; !r && slot < nr_segments; slot += min(SCAN_SLOTS, nr_segments - slot))
		r = scan_slots(rec, slot, slot + min(SCAN_SLOTS, nr_segments - slot));
	return r;
}

/*
 * The layout of 2013 had a lap number in place of the checksum, and the length before
 * it. Nobody can tell there whether a segment is torn, so such a device is refused
 * rather than taken for an empty one.
 */
static bool is_of_2013(struct recovery *rec)
{
	u32 word = rec->newest_checksum;
	u64 lap;

	if (!rec->max_id || rec->newest_length)
		return false;
	lap = div_u64(rec->max_id - 1, rec->wb->nr_segments) + 1;
	return (word & 0xff) && word >> 8 == (lap & 0xffffff);
}

/* Reads segment @id into memory and says whether it is there, whole. */
static int load_segment(struct recovery *rec, u64 id, bool *is_valid)
{
	struct wb_device *wb = rec->wb;
	const struct wb_segment_disk *header = rec->data;
	u32 slot = wb_segment_slot(wb, id);
	struct wb_segment *seg = &wb->segments[slot];
	int r;

	*is_valid = false;
	if (seg->id != id)
		return 0;
	r = wb_io_sync(wb, WB_CACHE, REQ_OP_READ, wb_segment_sector(wb, slot), rec->data,
		       wb_segment_nr_bytes(seg->length));
	if (r)
		return r;
	*is_valid = le64_to_cpu(header->id) == id && header->length == seg->length &&
		    is_checksum_valid(header);
	return 0;
}

static int check_metablock(struct wb_device *wb, u64 id, sector_t sector, u8 bits)
{
	u64 nr_sectors = wb_bdev_nr_sectors(wb->disk[WB_BACKING]->bdev);

	if (sector % WB_BLOCK_SECTORS) {
		DMERR("metablock: sector %llu in segment %llu is not aligned", sector, id);
		return -EINVAL;
	}
	if (sector >= nr_sectors || (bits && nr_sectors - sector < fls(bits))) {
		DMERR("metablock: sector %llu in segment %llu is beyond the backing device", sector,
		      id);
		return -EINVAL;
	}
	return 0;
}

static int __apply_metablock(struct wb_device *wb, u32 slot, unsigned int idx,
			     const struct wb_metablock_disk *disk)
{
	struct wb_metablock *mb = wb_segment_metablock(wb, slot, idx), *old;
	sector_t sector = le64_to_cpu(disk->sector);
	int r;

	r = check_metablock(wb, wb->segments[slot].id, sector, disk->dirty_bits);
	if (r)
		return r;
	mb->slot = slot;
	mb->idx = idx;
	mb->block = wb_block(sector);
	mb->valid = disk->dirty_bits;
	mb->is_dirty = disk->dirty_bits;
	if (!mb->is_dirty)
		return 0;

	old = __wb_index_lookup(wb, mb->block);
	if (old && old->slot == slot) {
		DMERR("metablock: sector %llu is twice in segment %llu", sector,
		      wb->segments[slot].id);
		return -EINVAL;
	}
	if (old)
		__wb_index_remove(wb, old);
	__wb_index_insert(wb, mb);
	return 0;
}

static int apply_segment(struct recovery *rec, u64 id)
{
	struct wb_device *wb = rec->wb;
	const struct wb_segment_disk *header = rec->data;
	u32 slot = wb_segment_slot(wb, id);
	unsigned int i;
	int r = 0;

	spin_lock(&wb->index_lock);
	for (i = 0; !r && i < wb->segments[slot].length; i++)
		r = __apply_metablock(wb, slot, i, &header->metablocks[i]);
	spin_unlock(&wb->index_lock);
	return r;
}

/*
 * The record may be ahead of everything in the log: all that came after it was lost
 * and cleared, and it had overwritten what came before. Then the run is empty.
 * On a device of ours the run begins behind the record. dm-writeboost 2.2 need not
 * keep one: then it begins with the oldest that a ring with max_id in it can hold.
 * There, and only there, segments at the beginning may be torn: their slots were
 * being overwritten, so they had been written back.
 */
static int replay(struct recovery *rec)
{
	u64 nr_segments = rec->wb->nr_segments, id;
	bool may_skip = false, is_valid;
	int r;

	rec->start = rec->record + 1;
	if (rec->max_id >= nr_segments && rec->max_id - nr_segments + 1 > rec->start) {
		rec->start = rec->max_id - nr_segments + 1;
		may_skip = true;
	}
	for (id = rec->start; id <= rec->max_id; id++) {
		r = load_segment(rec, id, &is_valid);
		if (r)
			return r;
		if (!is_valid && !may_skip)
			break;
		if (!is_valid) {
			rec->start = id + 1;
			continue;
		}
		may_skip = false;
		r = apply_segment(rec, id);
		if (r)
			return r;
	}
	rec->end = id - 1;
	rec->is_lost = may_skip;
	return 0;
}

/* Memory keeps the segments of the run; all other slots hold nothing of interest. */
static void forget_others(struct recovery *rec)
{
	struct wb_device *wb = rec->wb;
	u32 slot;

	for (slot = 0; slot < wb->nr_segments; slot++) {
		struct wb_segment *seg = &wb->segments[slot];

		if (seg->id < rec->start || seg->id > rec->end) {
			seg->id = 0;
			seg->length = 0;
		}
	}
}

static void set_ids(struct wb_device *wb, u64 writeback_id, u64 end)
{
	spin_lock(&wb->index_lock);
	wb->next_id = end + 1;
	wb->last_written_id = end;
	wb->durable_id = end;
	wb->last_writeback_id = writeback_id;
	wb->record_id = writeback_id;
	__wb_check_ids(wb);
	spin_unlock(&wb->index_lock);
}

/*
 * Even if nothing is to be cleared, the cache is flushed: after a kernel crash
 * without power loss, what we have just read may still be volatile.
 */
static int settle(struct recovery *rec)
{
	struct wb_device *wb = rec->wb;
	int r;

	r = wb_superblock_clear(wb, rec->end, false);
	if (!r && rec->record < rec->start - 1)
		r = wb_record_write(wb, rec->start - 1);
	if (r)
		return r;
	forget_others(rec);
	set_ids(wb, rec->start - 1, rec->end);
	DMINFO("%s: recovered %llu segments, the newest has id %llu",
	       dm_table_device_name(wb->ti->table), rec->end + 1 - rec->start, rec->end);
	return 0;
}

static int recover(struct recovery *rec)
{
	int r;

	r = wb_record_read(rec->wb, &rec->record);
	if (r)
		return r;
	if (rec->record > WB_ID_MAX) {
		DMERR("superblock: record %llu is no segment id", rec->record);
		return -EINVAL;
	}
	r = scan(rec);
	if (r)
		return r;
	r = replay(rec);
	if (r)
		return r;
	if (rec->end < rec->start && is_of_2013(rec)) {
		DMERR("cache device is of the layout of 2013, which has no checksums");
		return -EINVAL;
	}
	if (rec->is_lost) {
		DMERR("cache device: none of the segments up to %llu has a valid checksum",
		      rec->max_id);
		return -EINVAL;
	}
	return settle(rec);
}

/**
 * wb_recover - bring memory and cache device into agreement
 * @wb: the device; superblock loaded, memory allocated and zeroed
 *
 * Reads every header, and the segments to be replayed whole.
 *
 * Return: 0, -EIO, -ENOMEM, or -EINVAL with a message that names the field.
 */
int wb_recover(struct wb_device *wb)
{
	unsigned int nr_blocks = max_t(unsigned int, SCAN_SLOTS, 1 + wb->nr_blocks);
	struct recovery *rec = vzalloc(sizeof(*rec));
	int r = -ENOMEM;

	if (!rec)
		return -ENOMEM;
	rec->wb = wb;
	rec->data = vmalloc(nr_blocks * WB_BLOCK_BYTES);
	if (rec->data)
		r = recover(rec);
	vfree(rec->data);
	vfree(rec);
	return r;
}
